-- title: Artists by output and score
-- topic: Artists and series
-- description: The artists with most posts, and how well their posts are liked: to the right much work, above well-liked work.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_posts INTEGER = 5 -- fewest posts
-- param: limit INTEGER = 300 -- how many artists
-- chart: scatter x=posts y=mean_score label=artist ylabel="mean score"
select tag_name_norm as artist, count(*) as posts, round(avg(score), 2) as mean_score, max(score) as best_score,
  min(year(created_at)) as first_year, max(year(created_at)) as last_year, count(distinct posts.booru) as boards
from tags join tag_posts using (booru, tag_id) join posts using (booru, post_key)
where tag_cat = 1 and contains(posts.booru, $board)
group by artist having posts >= $min_posts
order by posts desc, artist limit $limit
