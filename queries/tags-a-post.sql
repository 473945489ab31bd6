-- title: How thoroughly posts are tagged
-- topic: Quality
-- description: Posts by their number of tags. A second peak or a heap at one or two tags shows posts that still wait for care.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: histogram x=tags y=posts xlabel="tags of a post" ylabel=posts
select tags, count(*) as posts, round(avg(score), 2) as mean_score
from (
  select any_value(score) as score, count(tag_id) as tags
  from posts left join post_tags using (booru, post_key)
  where contains(booru, $board) group by booru, post_key
)
group by tags order by tags
