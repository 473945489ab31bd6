-- title: Pictures by light and colour
-- topic: Pictures and composition
-- description: Dark to bright, grey to colourful: where the pictures lie, and what those at the edges are. Needs boorulab images scan.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 1500 -- pictures placed, drawn by lot
-- chart: gallery x=brightness y=colourfulness limit=90
select path, booru, fid, round(mean, 4) as brightness, round(chroma_mean, 4) as colourfulness, round(stddev, 3) as contrast, colors as colours
from image_stats where mean is not null and chroma_mean is not null and contains(coalesce(booru, ''), $board)
order by md5(path), path
limit $limit
