-- title: Tags that stand together
-- topic: Tags and fashions
-- description: The commonest pairs in the co-occurrence table, and the share of posts with either tag that have both (Jaccard). Needs a co-occurrence table, counted or loaded.
-- param: tag VARCHAR = '' -- only pairs with this tag
-- param: min_share DOUBLE = 0 -- least share of the posts with either tag that have both (Jaccard), 0 to 1
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 50 -- how many pairs
-- chart: bar x=posts_both y=pair limit=25 xlabel="posts with both"
with wanted as materialized (select tag_id from tags where tag_name_norm = lower($tag)),
fitting as materialized (
  select booru, tag_id_a, tag_id_b, posts_both, posts_a, posts_b from cooccurrence
  where contains(booru, $board) and ($tag = '' or tag_id_a in (select tag_id from wanted) or tag_id_b in (select tag_id from wanted))
    and ($min_share = 0 or posts_both >= $min_share * (posts_a + posts_b - posts_both))
),
front as (select * from fitting where posts_both >= (select min(posts_both) from (select posts_both from fitting order by posts_both desc limit $limit)))
select a.tag_name || ' + ' || b.tag_name as pair, c.booru, a.tag_name as tag_a, b.tag_name as tag_b, posts_both, posts_a, posts_b,
  round(posts_both / nullif(posts_a + posts_b - posts_both, 0), 3) as jaccard
from front c join tags a on a.tag_id = c.tag_id_a join tags b on b.tag_id = c.tag_id_b
order by posts_both desc, c.booru, pair limit $limit
