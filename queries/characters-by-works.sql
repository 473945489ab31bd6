-- title: Characters by works, not posts
-- topic: Links
-- description: Every picture counts once, on however many boards it is. Characters that fall in rank are those whose pictures are copied from board to board. Needs boorulab link crossposts.
-- param: category INTEGER = 4 -- 4 characters, 3 copyrights, 1 artists
-- param: limit INTEGER = 50 -- how many
-- chart: bar x=works y=tag limit=25
with carried as (
  select tag_name_norm as tag, count(*) as posts, count(distinct work_id) as works, count(distinct booru) as boards
  from tags join tag_posts using (booru, tag_id) join works using (booru, post_key) where tag_cat = $category group by 1
)
select tag, works, posts, round(posts / works, 2) as posts_a_work, boards,
  row_number() over (order by posts desc, tag) as place_by_posts, row_number() over (order by posts desc, tag) - row_number() over (order by works desc, tag) as places_won
from carried
order by works desc, tag limit $limit
