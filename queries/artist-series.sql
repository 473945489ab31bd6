-- title: The largest series by artist
-- topic: Artists and series
-- description: Which artist drew the most posts with a combination of tags, work by work: series worth collecting whole. Give the tags that every post must have, or none for all posts.
-- param: tags VARCHAR = '' -- tags a post must all have, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 30 -- how many series
-- chart: bar x=posts y=series
with artists as materialized (select tag_id as artist_id, tag_name_norm as artist, dense_rank() over (order by tag_name_norm)::integer as artist_place from tags where tag_cat = 1 and contains(booru, $board)),
works_of as materialized (select tag_id as work_id, tag_name_norm as work, dense_rank() over (order by tag_name_norm)::integer as work_place from tags where tag_cat = 3),
drawn as (select booru, post_key, artist_id from tag_posts join artists on artist_id = tag_id where all_tags(booru, post_key, $tags)),
credited as materialized (select booru, post_key, artist_id, work_id from drawn join (select booru, post_key, work_id from tag_posts join works_of on work_id = tag_id) using (booru, post_key)),
counted as (select artist_id, work_id, count(*) as n from credited group by all),
leaders as (
  select artist_place, work_place from counted join artists using (artist_id) join works_of using (work_id)
  group by all order by sum(n) desc, artist_place, work_place limit $limit
),
named as (select artist, work, artist_id, work_id from leaders join artists using (artist_place) join works_of using (work_place)),
chosen as materialized (select artist, work, booru, post_key from credited join named using (artist_id, work_id))
select artist, work, artist || ' · ' || work as series, count(*) as posts, median(score) as median_score, min(created_at)::date as first_post, max(created_at)::date as last_post
from chosen join posts using (booru, post_key)
group by artist, work
order by posts desc, artist, work
