-- title: Do boards agree on what is good?
-- topic: Cross-posts
-- description: How the normalised scores of one picture on two boards go together: 1 would be one taste, 0 none shared. A low figure between large boards means a hit parade of one is news to the other. Needs boorulab link crossposts.
-- param: min_works INTEGER = 10 -- fewest works that two boards share
-- chart: heatmap x=other_board y=booru color=correlation
with scored as materialized (
  select p.booru, post_key, normalised_score as liked from posts p
  join score_ranks r on r.booru = p.booru and r.year is not distinct from year(created_at) and r.rating_level = p.rating_level and r.score = p.score
),
ranked as (select work_id, booru, max(liked) as liked from works join scored using (booru, post_key) where works.posts > 1 group by all)
select a.booru, b.booru as other_board, count(*) as works, round(corr(a.liked, b.liked), 3) as correlation,
  round(100 * avg((a.liked >= 75 and b.liked >= 75)::int) / nullif(avg((a.liked >= 75)::int), 0), 1) as percent_of_hits_shared
from ranked a join ranked b using (work_id)
where a.booru <> b.booru
group by a.booru, b.booru having works >= $min_works and not isnan(corr(a.liked, b.liked))
order by a.booru, other_board
