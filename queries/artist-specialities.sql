-- title: What artists are known for
-- topic: Artists and series
-- description: Of each of the busiest artists, the tag they draw most out of proportion. Look here for who draws a kind of picture. Up to 1,000 posts of each are looked at, drawn by lot; the deviation is how far their count lies above what chance would give, in standard deviations.
-- param: category INTEGER = 0 -- specialities of this kind: 0 general tags, 4 characters, 3 copyrights
-- param: artists INTEGER = 40 -- how many artists, those with most posts
-- param: min_percent DOUBLE = 10 -- least percent of the artist's posts with the tag
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: bar x=times_as_frequent y=artist label=speciality limit=40 xlabel="times as frequent as on the board"
with busiest as (
  select booru, tag_id as artist_id, count(*) as artist_posts from tag_posts where tag_id in (select tag_id from tags where tag_cat = 1 and contains(booru, $board))
  group by all order by artist_posts desc, booru, artist_id limit $artists
),
drawn as materialized (
  select b.booru, artist_id, post_key, least(artist_posts, 1000) as looked_at from busiest b join tag_posts t on t.tag_id = artist_id
  qualify row_number() over (partition by artist_id order by hash(post_key), post_key) <= 1000
),
together as (
  select artist_id, any_value(looked_at) as looked_at, t.tag_id, count(*) as n from post_tags t join drawn d using (booru, post_key)
  where t.tag_id in (select tag_id from tags where tag_cat = $category) group by artist_id, t.tag_id
),
usual as (select tag_id, count(*) as tag_posts from tag_posts where tag_id in (select tag_id from together) group by tag_id),
sizes as (select booru, count(*) as board_posts from posts group by booru),
compared as (
  select booru, artist_id, artist_posts, looked_at, tag_id, n, tag_posts / board_posts as usual_share, (n - looked_at * usual_share) / sqrt(looked_at * usual_share) as deviation
  from together join busiest using (artist_id) join usual using (tag_id) join sizes using (booru)
)
select a.tag_name_norm as artist, c.booru, artist_posts as posts, t.tag_name_norm as speciality, round(100 * n / looked_at, 1) as percent_of_artist,
  round(100 * usual_share, 2) as percent_of_board, round(n / looked_at / usual_share, 1) as times_as_frequent, round(deviation, 1) as deviation
from compared c join tags a on a.tag_id = artist_id join tags t on t.tag_id = c.tag_id
where n >= $min_percent / 100 * looked_at
qualify row_number() over (partition by artist_id order by deviation desc, speciality) = 1
order by times_as_frequent desc, artist, c.booru
