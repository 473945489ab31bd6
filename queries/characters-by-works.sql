-- title: Characters by works, not posts
-- topic: Characters
-- description: Every picture counts once, on however many boards it is and whatever they call the tag. Characters that fall in rank are those whose pictures are copied from board to board. Needs boorulab link crossposts; boorulab link tags puts names together.
-- param: category INTEGER = 4 -- 4 characters, 3 copyrights, 1 artists
-- param: limit INTEGER = 50 -- how many
-- chart: bar x=works y=tag limit=25
with called as materialized (
  select tag_id, tag, dense_rank() over (order by tag)::integer as place, dense_rank() over (order by booru)::integer as board
  from (select booru, tag_id, coalesce(unified_name, tag_name_norm) as tag from tags left join (select tag_id, unified_name, unified_cat from unified_tags) using (tag_id) where coalesce(unified_cat, tag_cat) = $category)
),
twins as (select place from called group by place, board having count(*) > 1),
tagged as materialized (
  select place, board, tag_posts.booru, post_key from tag_posts join called using (tag_id) where place not in (select place from twins)
  union all select distinct place, board, tag_posts.booru, post_key from tag_posts join called using (tag_id) where place in (select place from twins)
),
pictured as (
  select place, case when copies > 1 then work_id end as shared, count(*) as posts, if(shared is null, count(*), 1) as works, bit_or(1::hugeint << board) as boards
  from tagged join (select booru, post_key, work_id, posts as copies from works) using (booru, post_key) group by place, shared
),
carried as (select place, sum(posts)::bigint as posts, sum(works)::bigint as works, bit_count(bit_or(boards)) as boards from pictured group by place)
select tag, works, posts, round(posts / works, 2) as posts_a_work, boards::bigint as boards,
  row_number() over (order by posts desc, place) as place_by_posts, row_number() over (order by posts desc, place) - row_number() over (order by works desc, place) as places_won
from carried join (select distinct place, tag from called) using (place)
order by works desc, tag limit $limit
