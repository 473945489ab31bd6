-- title: How the look of pictures changed
-- topic: Pictures and composition
-- description: Whether pictures became more colourful, brighter or busier: medians of chroma, brightness, contrast, entropy and edges by year and board, each 0 to 1. Needs boorulab images scan.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_pictures INTEGER = 5 -- leave out years of a board with fewer pictures
-- chart: line x=year y=chroma color=booru ylabel="median chroma"
select year(created_at) as year, booru, round(median(chroma_mean), 3) as chroma, round(median(mean), 3) as brightness, round(median(stddev), 3) as contrast,
  round(median(entropy), 3) as entropy, round(median(edge), 3) as edges, median(colors)::bigint as colours, count(*) as pictures
from image_stats join posts using (booru, post_key)
where entropy is not null and created_at is not null and contains(booru, $board)
group by year, booru having pictures >= $min_pictures
order by booru, year
