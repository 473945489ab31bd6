-- title: Debuts and half-lives
-- topic: Characters
-- description: When each character arrived, and after how many years half of its posts were there. Low: a flash in the pan; high: a classic that people keep drawing. The debut is the month that had one in a hundred of the posts, so that a wrong date does no harm.
-- param: category INTEGER = 4 -- 4 characters, 3 copyrights, 1 artists, 0 general tags
-- param: min_posts INTEGER = 50 -- fewest posts
-- param: min_years DOUBLE = 3 -- leave out younger ones, whose posts are still to come
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 200 -- how many
-- param: sample INTEGER = 2000000 -- posts looked at, about, drawn by lot; fewer are all looked at
-- chart: scatter x=debut y=half_life_years label=tag ylabel="years until half of the posts"
with lot as materialized (select (1 + count(*) // $sample)::ubigint as one_in from posts),
dated as materialized (
  select booru, post_key, date_trunc('month', make_timestamp(epoch_us(created_at)))::date as month from posts where created_at is not null and contains(booru, $board) and hash(booru, post_key) % (select one_in from lot) = 0
),
named as materialized (select tag_id, tag_name_norm as tag, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat = $category),
counted as (select tag_id, month, count(*) as posts from tag_posts semi join named using (tag_id) join dated using (booru, post_key) where hash(booru, post_key) % (select one_in from lot) = 0 group by all),
monthly as materialized (select place, month, sum(posts) as posts from counted join named using (tag_id) group by all),
leaders as (select place, sum(posts) as total from monthly group by place having total >= $min_posts order by total desc, place limit 20 * $limit),
grown as (select tag, month, posts, total, sum(posts) over (partition by place order by month) as so_far, (select max(month) from monthly) as last_month
  from monthly join leaders using (place) join (select distinct place, tag from named) using (place)),
lives as (
  select tag, min(month) filter (100 * so_far >= total) as debut, min(month) filter (2 * so_far >= total) as half, any_value(total)::bigint as posts, any_value(last_month) as last_month,
    arg_max(year(month), (posts, -year(month))) as best_year, round(100 * coalesce(sum(posts) filter (month > last_month - interval 1 year), 0) / any_value(total), 1) as percent_last_year
  from grown group by tag
)
select tag, posts, debut, round(date_diff('month', debut, half) / 12, 1) as half_life_years, best_year, percent_last_year
from lives where date_diff('month', debut, last_month) >= 12 * $min_years
order by posts desc, tag limit $limit
