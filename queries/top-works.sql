-- title: The works people draw
-- topic: Franchises
-- description: Copyrights (series, games, brands) by posts, and how many characters of the posts stand beside them.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- param: limit INTEGER = 50 -- how many works
-- chart: bar x=posts y=work limit=25
with named as materialized (select tag_id, tag_name_norm as name, tag_cat, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat in (3, 4)),
works_of as (select tag_id, place from named where tag_cat = 3 and tag_id in (select tag_id from tags where contains(booru, $board))),
dated as (select booru, post_key, year(created_at) as year, score from posts where contains(booru, $board) and year(created_at) >= $since),
leaders as materialized (
  select place, count(*) as posts, median(score) as median_score, min(year) as first_year, max(year) as last_year
  from tag_posts join works_of using (tag_id) join dated using (booru, post_key) group by place order by posts desc, place limit $limit
),
mine as materialized (select booru, post_key, place from tag_posts join (select * from works_of semi join leaders using (place)) using (tag_id)),
met as (
  select distinct mine.place, tag_id from tag_posts join mine using (booru, post_key) where tag_id in (select tag_id from named where tag_cat = 4)
),
casts as (select met.place, count(distinct named.place) as characters from met join named using (tag_id) group by met.place)
select name as work, posts, coalesce(characters, 0) as characters_beside, median_score, first_year, last_year
from leaders join (select distinct place, name from named where tag_cat = 3) using (place) left join casts using (place)
order by posts desc, work
