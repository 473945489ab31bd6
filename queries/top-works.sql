-- title: The works people draw
-- topic: Franchises
-- description: Copyrights (series, games, brands) by posts, and how many characters of the posts stand beside them.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- param: limit INTEGER = 50 -- how many works
-- chart: bar x=posts y=work limit=25
with named as materialized (select tag_id, tag_name_norm as name, tag_cat, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat in (3, 4)),
carried as materialized (select tag_posts.booru, post_key, place from tag_posts join (select tag_id, place from named where tag_cat = 3 and contains(booru, $board)) using (tag_id)),
dated as materialized (select booru, post_key, year(created_at) as year, score from posts where contains(booru, $board) and year(created_at) >= $since),
counted as (select place, count(*) as posts from carried semi join dated using (booru, post_key) group by place order by posts desc, place limit $limit),
mine as materialized (select * from carried semi join counted using (place)),
leaders as (
  select place, count(*) as posts, median(score) as median_score, min(year) as first_year, max(year) as last_year from mine join dated using (booru, post_key) group by place
),
met as (
  select distinct mine.place, tag_id from mine join (select tag_posts.booru, post_key, tag_id from tag_posts semi join (select tag_id from named where tag_cat = 4) using (tag_id)) using (booru, post_key)
),
casts as (select met.place, count(distinct named.place) as characters from met join named using (tag_id) group by met.place)
select name as work, posts, coalesce(characters, 0) as characters_beside, median_score, first_year, last_year
from leaders join (select distinct place, name from named where tag_cat = 3) using (place) left join casts using (place)
order by posts desc, work
