-- title: How pictures are framed, by year
-- topic: Pictures and composition
-- description: Whether portraits, half figures or wide scenes came into fashion: the share of each scale among the pictures of a year whose scale is known. Needs boorulab images composition.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_pictures INTEGER = 5 -- leave out years with fewer pictures
-- chart: area x=year y=percent color=scale
select year(created_at) as year, scale, count(*) as pictures,
  round(100 * count(*) / sum(count(*)) over (partition by year(created_at)), 1) as percent,
  sum(count(*)) over (partition by year(created_at))::bigint as pictures_of_year
from compositions join posts using (booru, post_key)
where scale is not null and created_at is not null and contains(booru, $board)
group by year, scale
qualify pictures_of_year >= $min_pictures
order by year, list_position(['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide'], scale)
