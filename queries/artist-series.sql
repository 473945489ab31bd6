-- title: The largest series by artist
-- topic: Artists and series
-- description: Which artist drew the most posts with a combination of tags, work by work: series worth collecting whole. Give the tags that every post must have, or none for all posts.
-- param: tags VARCHAR = '' -- tags a post must all have, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 30 -- how many series
-- chart: bar x=posts y=series
with wanted as (select distinct unnest(string_split(lower(trim($tags)), ' ')) as tag_name_norm),
tagged as (
  select tag_posts.booru, post_key from tag_posts join tags using (tag_id) join wanted using (tag_name_norm)
  group by all having count(distinct tag_name_norm) = (select count(*) from wanted)
),
named as materialized (
  select tag_id, tag_cat, tag_name_norm as name, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat in (1, 3) and contains(booru, $board)
),
credits as materialized (
  select tag_posts.booru, post_key, place, tag_cat from tag_posts join named using (tag_id)
  where $tags = '' or (tag_posts.booru, post_key) in (select (booru, post_key) from tagged)
),
leaders as materialized (
  select a.place as artist, w.place as work, count(*) as posts from credits a join credits w using (booru, post_key)
  where a.tag_cat = 1 and w.tag_cat = 3 group by all order by posts desc, artist, work limit $limit
),
series as materialized (
  select artist, work, a.booru, a.post_key from leaders join credits a on a.place = artist and a.tag_cat = 1
    join credits w on w.booru = a.booru and w.post_key = a.post_key and w.place = work and w.tag_cat = 3
),
names as (select distinct place, name from named)
select a.name as artist, w.name as work, a.name || ' · ' || w.name as series, count(*) as posts, median(score) as median_score,
  min(created_at)::date as first_post, max(created_at)::date as last_post
from series join posts using (booru, post_key) join names a on a.place = series.artist join names w on w.place = series.work
group by a.name, w.name
order by posts desc, a.name, w.name
