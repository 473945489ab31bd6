-- title: The largest series by artist
-- topic: Artists and series
-- description: Which artist drew the most posts with a combination of tags, work by work: series worth collecting whole. Give the tags that every post must have, or none for all posts.
-- param: tags VARCHAR = '' -- tags a post must all have, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 30 -- how many series
-- chart: bar x=posts y=series
with artists as materialized (select tag_id as artist_id, tag_name_norm as artist, dense_rank() over (order by tag_name_norm)::integer as artist_place from tags where tag_cat = 1 and contains(booru, $board)),
works_of as materialized (select tag_id as work_id, tag_name_norm as work, dense_rank() over (order by tag_name_norm)::integer as work_place from tags where tag_cat = 3),
drawn as (select booru, post_key, artist_place from tag_posts join artists on artist_id = tag_id where all_tags(booru, post_key, $tags)),
credits as (select booru, post_key, work_place from tag_posts join works_of on work_id = tag_id),
credited as materialized (select booru, post_key, artist_place, work_place from drawn join credits using (booru, post_key)),
leaders as (select artist_place, work_place from credited group by all order by count(*) desc, artist_place, work_place limit $limit),
chosen as materialized (select * from credited semi join leaders using (artist_place, work_place)),
named as (select distinct artist_place, artist, work_place, work from leaders join artists using (artist_place) join works_of using (work_place))
select artist, work, artist || ' · ' || work as series, count(*) as posts, median(score) as median_score, min(created_at)::date as first_post, max(created_at)::date as last_post
from chosen join posts using (booru, post_key) join named using (artist_place, work_place)
group by artist, work
order by posts desc, artist, work
