-- title: Debuts and half-lives
-- topic: Characters
-- description: When each character arrived, and after how many years half of its posts were there. Low: a flash in the pan; high: a classic that people keep drawing. The debut is the month that had one in a hundred of the posts, so that a wrong date does no harm.
-- param: category INTEGER = 4 -- 4 characters, 3 copyrights, 1 artists, 0 general tags
-- param: min_posts INTEGER = 50 -- fewest posts
-- param: min_years DOUBLE = 3 -- leave out younger ones, whose posts are still to come
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 200 -- how many
-- chart: scatter x=debut y=half_life_years label=tag ylabel="years until half of the posts"
with counted as (
  select tag_posts.tag_id, date_trunc('month', created_at)::date as month, count(*) as posts
  from tag_posts join posts using (booru, post_key)
  where tag_posts.tag_id in (select tag_id from tags where tag_cat = $category) and contains(booru, $board) and created_at is not null group by all
),
monthly as (select tag_name_norm as tag, month, sum(posts) as posts from counted join tags using (tag_id) group by all),
grown as (
  select *, sum(posts) over (partition by tag order by month) as so_far, sum(posts) over (partition by tag) as total, max(month) over () as last_month
  from monthly qualify total >= $min_posts
),
lives as (
  select tag, min(month) filter (100 * so_far >= total) as debut, min(month) filter (2 * so_far >= total) as half, any_value(total)::bigint as posts, any_value(last_month) as last_month,
    arg_max(year(month), posts) as best_year, round(100 * coalesce(sum(posts) filter (month > last_month - interval 1 year), 0) / any_value(total), 1) as percent_last_year
  from grown group by tag
)
select tag, posts, debut, round(date_diff('month', debut, half) / 12, 1) as half_life_years, best_year, percent_last_year
from lives where date_diff('month', debut, last_month) >= 12 * $min_years
order by posts desc, tag limit $limit
