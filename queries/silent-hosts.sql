-- title: Sources that fell silent
-- topic: Oddities to clean
-- description: Hosts that posts name as their source and no post has named for years: closed sites, whose pictures now live on the boards only. Do not try to fetch from them; do keep the boards' copies.
-- param: silent_years DOUBLE = 2 -- years without a new post, before the last post that names a source
-- param: min_posts INTEGER = 10 -- fewest posts
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 100 -- how many hosts
-- chart: bar x=posts y=host limit=25
with named as (
  select regexp_extract(lower(source), '^https?://(?:[^/@]*@)?[^/:?#]*?([^./:?#@]+\.(?:(?:co|ne|or|ac|com|net|org)\.)?[a-z]{2,})(?:[/:?#]|$)', 1) as host, year(created_at) as year, created_at, max(created_at) over () as last_of_all, booru
  from posts where created_at is not null and starts_with(lower(source), 'http') and contains(booru, $board)
)
select host, count(*) as posts, min(year) as first_year, max(year) as last_year, mode(year order by year) as best_year, max(created_at)::date as last_post,
  round(date_diff('day', max(created_at), any_value(last_of_all)) / 365.25, 1) as silent_for_years, count(distinct booru) as boards
from named where host <> ''
group by host having count(*) >= $min_posts and silent_for_years >= $silent_years
order by posts desc, host limit $limit
