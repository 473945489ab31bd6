-- title: Artists by output and score
-- topic: Artists and series
-- description: The artists with most posts, and how well their posts are liked: to the right much work, above well-liked work.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_posts INTEGER = 5 -- fewest posts
-- param: limit INTEGER = 300 -- how many artists
-- chart: scatter x=posts y=mean_score label=artist ylabel="mean score"
with named as materialized (select tag_id, tag_name_norm as artist, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat = 1 and contains(booru, $board)),
leaders as (
  select place from (select tag_id, count(*) as n from tag_posts group by tag_id) join named using (tag_id)
  group by place having sum(n) >= $min_posts order by sum(n) desc, place limit $limit
),
drawn as materialized (select tag_posts.booru, post_key, artist from tag_posts join (select tag_id, artist from named semi join leaders using (place)) using (tag_id))
select artist, count(*) as posts, round(avg(score), 2) as mean_score, max(score) as best_score,
  min(year(created_at)) as first_year, max(year(created_at)) as last_year, count(distinct booru) as boards
from drawn join posts using (booru, post_key)
group by artist
order by posts desc, artist
