-- title: Characters by works, not posts
-- topic: Characters
-- description: Every picture counts once, on however many boards it is and whatever they call the tag. Characters that fall in rank are those whose pictures are copied from board to board. Needs boorulab link crossposts; boorulab link tags puts names together.
-- param: category INTEGER = 4 -- 4 characters, 3 copyrights, 1 artists
-- param: limit INTEGER = 50 -- how many
-- chart: bar x=works y=tag limit=25
with called as materialized (
  select tag_id, coalesce(unified_name, tag_name_norm) as tag from tags left join (select tag_id, unified_name, unified_cat from unified_tags) using (tag_id) where coalesce(unified_cat, tag_cat) = $category
),
tagged as materialized (select tag, booru, post_key from tag_posts join called using (tag_id)),
carried as (
  select tag, count(distinct (booru, post_key)) as posts, count(distinct work_id) as works, count(distinct booru) as boards
  from tagged join works using (booru, post_key) group by tag
)
select tag, works, posts, round(posts / works, 2) as posts_a_work, boards,
  row_number() over (order by posts desc, tag) as place_by_posts, row_number() over (order by posts desc, tag) - row_number() over (order by works desc, tag) as places_won
from carried
order by works desc, tag limit $limit
