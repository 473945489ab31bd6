-- title: Upright or wide
-- topic: Pictures and composition
-- description: The share of upright, square and wide pictures by year: telephones made pictures upright, wallpapers were wide. Square is within a twentieth of it.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_posts INTEGER = 20 -- leave out years with fewer posts
-- chart: area x=year y=percent color=shape
select year(created_at) as year, case when height > 1.05 * width then 'upright' when width > 1.05 * height then 'wide' else 'square' end as shape, count(*) as posts,
  round(100 * count(*) / sum(count(*)) over (partition by year(created_at)), 1) as percent, round(median(width / height), 3) as median_ratio, sum(count(*)) over (partition by year(created_at))::bigint as posts_of_year
from posts
where created_at is not null and width > 0 and height > 0 and contains(booru, $board)
group by year, shape
qualify posts_of_year >= $min_posts
order by year, list_position(['upright', 'square', 'wide'], shape)
