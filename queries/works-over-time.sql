-- title: Works rising and fading
-- topic: Franchises
-- description: The posts a year of the works with most posts: who leads, who comes, who goes.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 7 -- how many works
-- chart: line x=year y=posts color=work
with named as materialized (select tag_id, tag_name_norm as work, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat = 3 and contains(booru, $board)),
dated as materialized (select booru, post_key, year(created_at) as year from posts where contains(booru, $board) and created_at is not null),
yearly as materialized (
  select place, year, sum(n)::bigint as posts
  from (select tag_id, year, count(*) as n from tag_posts semi join named using (tag_id) join dated on dated.booru = tag_posts.booru and dated.post_key = tag_posts.post_key group by all) join named using (tag_id)
  group by all
),
leaders as (select place, sum(posts) as total from yearly group by place order by total desc, place limit $limit),
years as (select unnest(range(min(year), max(year) + 1)) as year from yearly)
select work, year, coalesce(posts, 0) as posts
from leaders cross join years left join yearly using (place, year) join (select distinct place, work from named) using (place)
order by total desc, work, year
