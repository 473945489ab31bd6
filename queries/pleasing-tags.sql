-- title: Tags that please
-- topic: Quality
-- description: The mean normalised score of the posts of a tag: 50 is the middle of the board, year and rating, so neither age nor rating decides. Far right and far from 50 is what a crowd agrees on; the deviation says how sure it is, in standard errors.
-- param: category INTEGER = 0 -- 0 general tags, 4 characters, 3 copyrights, 1 artists
-- param: min_posts INTEGER = 50 -- fewest posts
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 300 -- how many tags, half of them the best liked and half the least
-- param: sample INTEGER = 500000 -- posts looked at, about, drawn by lot; fewer are all looked at
-- chart: scatter x=posts y=mean_normalised label=tag ylabel="mean normalised score" log=x
with lot as materialized (select (1 + count(*) // $sample)::ubigint as one_in from posts),
ranked as materialized (
  select p.booru, post_key, normalised_score as liked from posts p
  join score_ranks r on r.booru = p.booru and r.year is not distinct from year(created_at) and r.rating_level = p.rating_level and r.score = p.score
  where contains(p.booru, $board) and hash(p.booru, post_key) % (select one_in from lot) = 0
),
counted as (
  select tag_id, count(*) as posts, sum(liked) as liked from post_tags join ranked using (booru, post_key)
  where hash(booru, post_key) % (select one_in from lot) = 0 and tag_id in (select tag_id from tags where tag_cat = $category) group by tag_id
),
named as (select tag_name_norm as tag, sum(posts)::bigint as posts, round(sum(liked) / sum(posts), 6) as liked from counted join tags using (tag_id) group by tag having sum(posts) >= $min_posts),
placed as (select *, (liked - 50) * sqrt(12 * posts) / 100 as deviation, row_number() over (order by liked desc, tag) as from_top, row_number() over (order by liked, tag) as from_bottom from named)
select tag, posts, round(liked, 1) as mean_normalised, round(deviation, 1) as deviation
from placed where least(from_top, from_bottom) <= $limit / 2
order by liked desc, tag
