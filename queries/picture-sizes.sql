-- title: Pictures grow
-- topic: Boards and growth
-- description: The median size of a picture in megapixels by year and board: what resolution to expect, and what counts as small.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: line x=year y=megapixels color=booru
select year(created_at) as year, booru, round(median(width::bigint * height) / 1e6, 3) as megapixels,
  round(quantile_cont(width::bigint * height, 0.9) / 1e6, 2) as largest_tenth_from, round(median(file_size) / 1024)::bigint as median_kb, count(*) as posts
from posts
where created_at is not null and width > 0 and height > 0 and contains(booru, $board)
group by all having posts >= 5
order by booru, year
