-- title: The most drawn characters
-- topic: Characters
-- description: Characters by posts, with the score their posts reach and the share that shows them alone.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- param: until INTEGER = 2100 -- last year
-- param: limit INTEGER = 50 -- how many characters
-- chart: bar x=posts y=character limit=25
with alone as (select distinct booru, post_key from tag_posts join tags using (booru, tag_id) where tag_name_norm = 'solo')
select tag_name_norm as character, count(*) as posts, median(score) as median_score,
  round(100 * count(alone.post_key) / count(*), 1) as percent_solo, count(distinct posts.booru) as boards, mode(year(created_at)) as best_year
from tags join tag_posts using (booru, tag_id) join posts using (booru, post_key)
  left join alone on alone.booru = posts.booru and alone.post_key = posts.post_key
where tag_cat = 4 and contains(posts.booru, $board) and year(created_at) between $since and $until
group by character
order by posts desc, character limit $limit
