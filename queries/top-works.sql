-- title: The works people draw
-- topic: Franchises
-- description: Copyrights (series, games, brands) by posts, and how many characters of the posts stand beside them.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- param: limit INTEGER = 50 -- how many works
-- chart: bar x=posts y=work limit=25
with works as (
  select booru, post_key, tag_name_norm as work from tags join tag_posts using (booru, tag_id)
  where tag_cat = 3 and contains(booru, $board)
),
leaders as (
  select work, count(*) as posts, median(score) as median_score, min(year(created_at)) as first_year, max(year(created_at)) as last_year
  from works join posts using (booru, post_key) where year(created_at) >= $since
  group by work order by posts desc, work limit $limit
),
casts as (
  select work, count(distinct tag_name_norm) as characters
  from works semi join leaders using (work) join tag_posts using (booru, post_key) join tags using (booru, tag_id)
  where tag_cat = 4 group by work
)
select work, posts, coalesce(characters, 0) as characters_beside, median_score, first_year, last_year
from leaders left join casts using (work)
order by posts desc, work
