-- title: Works rising and fading
-- topic: Franchises
-- description: The posts a year of the works with most posts: who leads, who comes, who goes.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 7 -- how many works
-- chart: line x=year y=posts color=work
with yearly as (
  select tag_name_norm as work, year(created_at) as year, count(*) as posts
  from tags join tag_posts using (booru, tag_id) join posts using (booru, post_key)
  where tag_cat = 3 and contains(posts.booru, $board) and created_at is not null
  group by all
),
leaders as (select work, sum(posts) as total from yearly group by work order by total desc, work limit $limit),
years as (select unnest(range(min(year), max(year) + 1)) as year from yearly)
select work, year, coalesce(posts, 0) as posts
from leaders cross join years left join yearly using (work, year)
order by total desc, work, year
