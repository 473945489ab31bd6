-- title: File formats over the years
-- topic: Boards and growth
-- description: The share of each file format by year, and the size a picture of it has: when PNG took over, when video came.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: bar x=year y=posts color=format stack=normalize
select year(created_at) as year, lower(coalesce(file_ext, nullif(regexp_extract(file_url, '\.(\w+)(\?|$)', 1), ''), 'unknown')) as format, count(*) as posts,
  round(median(file_size) / 1024)::bigint as median_kb, round(median(width * height) / 1e6, 2) as median_megapixels
from posts
where created_at is not null and contains(booru, $board)
group by year, format
order by sum(count(*)) over (partition by format) desc, format, year
