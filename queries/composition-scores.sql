-- title: Which composition is liked
-- topic: Quality
-- description: The middle normalised score of pictures by scale of the scene and number of figures; 50 is the middle of the board and year. Whether close-ups please more than full figures, and pairs more than singles. Needs boorulab images composition.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_pictures INTEGER = 3 -- fewest pictures of a cell
-- chart: heatmap x=scale y=figures color=median_normalised
with placed as (
  select booru, post_key, scale, case when figures >= 3 then '3 or more' else coalesce(figures::varchar, 'not known') end as figures
  from compositions where scale is not null and contains(booru, $board)
)
select scale, placed.figures, count(*) as pictures, round(median(normalised_score(booru, created_at, rating_level, score)), 1) as median_normalised,
  median(score) as median_score, arg_max(fid, (normalised_score(booru, created_at, rating_level, score), post_key)) as best_fid
from placed join posts using (booru, post_key)
where score is not null
group by scale, placed.figures having pictures >= $min_pictures
order by list_position(['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide'], scale), placed.figures
