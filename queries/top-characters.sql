-- title: The most drawn characters
-- topic: Characters
-- description: Characters by posts, with the score their posts reach and the share that shows them alone.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- param: until INTEGER = 2100 -- last year
-- param: limit INTEGER = 50 -- how many characters
-- chart: bar x=posts y=character limit=25
with named as materialized (select tag_id, tag_name_norm as character, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat = 4 and contains(booru, $board)),
dated as materialized (select booru, post_key, year(created_at) as year, score from posts where contains(booru, $board) and year(created_at) between $since and $until),
counted as materialized (select place, sum(n) as n from (select tag_id, count(*) as n from tag_posts where tag_id in (select tag_id from named) group by tag_id) join named using (tag_id) group by place),
foremost as (select place from counted order by n desc, place limit $limit),
-- No character with fewer posts in all years than the last of these has in the years asked for can come among the first.
known as (
  select place, count(*) as n from (select booru, post_key, place from tag_posts join (select tag_id, place from named semi join foremost using (place)) using (tag_id)) join dated using (booru, post_key) group by place
),
leaders as (select place from counted where n >= (select if(count(*) = $limit, min(n), 0) from known)),
drawn as materialized (select tag_posts.booru, post_key, character from tag_posts join (select tag_id, character from named semi join leaders using (place)) using (tag_id)),
alone as (select booru, post_key from tag_posts where tag_id in (select tag_id from tags where tag_name_norm = 'solo') group by all)
select character, count(*) as posts, median(score) as median_score,
  round(100 * count(alone.post_key) / count(*), 1) as percent_solo, count(distinct drawn.booru) as boards, mode(year order by year) as best_year
from drawn join dated using (booru, post_key) left join alone on alone.booru = drawn.booru and alone.post_key = drawn.post_key
group by character
order by posts desc, character limit $limit
