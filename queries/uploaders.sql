-- title: Few upload for many
-- topic: Boards and growth
-- description: How many uploaders made half of a board's posts of each year. A board that hangs on a handful changes its taste, and its tagging, when one of them leaves.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_posts INTEGER = 20 -- leave out years of a board with fewer posts
-- chart: line x=year y=percent_made_half color=booru ylabel="percent of uploaders that made half"
with counted as (
  select booru, year(created_at) as year, uploader, count(*) as posts from posts
  where uploader is not null and created_at is not null and contains(booru, $board) group by all
),
placed as (
  select *, sum(posts) over (partition by booru, year) as total, sum(posts) over (partition by booru, year order by posts desc, uploader rows unbounded preceding) - posts as before_them
  from counted
)
select year, booru, any_value(total)::bigint as posts, count(*) as uploaders, count(*) filter (2 * before_them < total) as made_half, round(100 * made_half / uploaders, 1) as percent_made_half,
  round(100 * max(placed.posts) / any_value(total), 1) as percent_of_busiest, round(100 * count(*) filter (placed.posts = 1) / uploaders, 1) as percent_posted_once
from placed group by year, booru having any_value(total) >= $min_posts
order by booru, year
