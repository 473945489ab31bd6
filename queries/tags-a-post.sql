-- title: How thoroughly posts are tagged
-- topic: Quality
-- description: Posts by their number of tags. A second peak or a heap at one or two tags shows posts that still wait for care.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: histogram x=tags y=posts xlabel="tags of a post" ylabel=posts
with counted as (select booru, post_key, count(*) as tags from post_tags where contains(booru, $board) group by booru, post_key)
select coalesce(counted.tags, 0) as tags, count(*) as posts, round(avg(score), 2) as mean_score
from posts left join counted using (booru, post_key)
where contains(posts.booru, $board)
group by 1 order by 1
