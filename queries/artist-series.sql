-- title: The largest series by artist
-- topic: Artists and series
-- description: Which artist drew the most posts with a combination of tags, work by work: series worth collecting whole. Give the tags that every post must have, or none for all posts.
-- param: tags VARCHAR = '' -- tags a post must all have, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 30 -- how many series
-- chart: bar x=posts y=series
with artists as (select tag_id as artist_id, tag_name_norm as artist from tags where tag_cat = 1 and contains(booru, $board)),
drawn as (select booru, post_key, artist_id from tag_posts join artists on artist_id = tag_id where all_tags(booru, post_key, $tags)),
works_of as (select tag_id as work_id, tag_name_norm as work from tags where tag_cat = 3),
credits as (select booru, post_key, work_id from tag_posts join works_of on work_id = tag_id),
leaders as (
  select artist, work, count(*) as posts from drawn join credits using (booru, post_key) join artists using (artist_id) join works_of using (work_id)
  group by all order by posts desc, artist, work limit $limit
),
named as (select artist, work, artist_id, work_id from leaders join artists using (artist) join works_of using (work)),
chosen as (select artist, work, booru, post_key from drawn join named using (artist_id) join credits using (booru, post_key, work_id))
select artist, work, artist || ' · ' || work as series, count(*) as posts, median(score) as median_score, min(created_at)::date as first_post, max(created_at)::date as last_post
from chosen join posts using (booru, post_key)
group by artist, work
order by posts desc, artist, work
