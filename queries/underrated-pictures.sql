-- title: Better than their score
-- topic: Quality
-- description: Pictures whose looks rank high and whose score ranks low within board, year and rating: good work that came at a bad hour. Ranks go from 0 to 100. Needs boorulab images quality.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_looks DOUBLE = 50 -- lowest rank of the looks
-- param: limit INTEGER = 48 -- how many
-- chart: gallery caption=looks_rank,score_rank,booru limit=48
with looked as (
  select path, booru, post_key, 100 * percent_rank() over (order by fitted) as looks
  from picture_quality where fitted is not null and not exists (from duplicates as d where d.path = picture_quality.path and d.plan = 'drop')
),
compared as (
  select path, booru, fid, looks, normalised_score(booru, created_at, rating_level, score) as liked, score, year(created_at) as year
  from looked join posts using (booru, post_key) where score is not null and contains(booru, $board)
)
select path, booru, fid, round(looks, 1) as looks_rank, round(liked, 1) as score_rank, round(looks - liked, 1) as underrated_by, score, year
from compared where looks >= $min_looks and looks > liked
order by looks - liked desc, path limit $limit
