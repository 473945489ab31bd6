-- title: Franchises rising and fading
-- topic: Franchises
-- description: What share of a year's posts each of the largest franchises takes. Unlike counts of posts it does not grow with the board: a falling line lost the crowd, not the board its users. All dated posts of the year are 100 percent.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_posts INTEGER = 20 -- years with fewer dated posts are left out
-- param: limit INTEGER = 7 -- how many franchises
-- chart: line x=year y=percent color=franchise ylabel="percent of the year's posts"
with candidates as (select franchise_id from franchises order by posts desc, franchise_id limit 5 * $limit),
dated as (select booru, post_key, year(created_at) as year from posts where created_at is not null and contains(booru, $board)),
years as (select year, count(*) as all_posts from dated group by year having count(*) >= $min_posts),
mine as (
  select booru, tag_id, franchise_id, franchise_name as franchise
  from tags join franchise_members using (tag_name, tag_cat) semi join candidates using (franchise_id)
),
yearly as (
  select franchise, year, count(*) as posts
  from (select distinct booru, post_key, franchise from mine join tag_posts using (booru, tag_id)) join dated using (booru, post_key) group by all
),
leaders as (select franchise, sum(posts) as total from yearly group by franchise order by total desc, franchise limit $limit)
select franchise, year, coalesce(posts, 0) as posts, all_posts, round(100 * coalesce(posts, 0) / all_posts, 2) as percent
from leaders cross join years left join yearly using (franchise, year)
order by total desc, franchise, year
