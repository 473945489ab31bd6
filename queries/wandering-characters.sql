-- title: Characters between two franchises
-- topic: Characters
-- description: Characters that often stand with works of a franchise that is not theirs. Some percent are guests and crossovers; near 100 percent the character may be in the wrong franchise, or the two are one.
-- param: min_posts INTEGER = 20 -- fewest posts of the character
-- param: limit INTEGER = 40 -- how many characters
-- chart: bar x=percent_elsewhere y=character limit=25 xlabel="percent of posts with the other franchise"
with named as (select booru, tag_id, tag_name_norm as tag, tag_cat, franchise_id as id, f.posts from tags join franchise_members f using (tag_name, tag_cat)),
member as materialized (select *, dense_rank() over (order by booru)::integer as board from named),
carried as materialized (select board, post_key, tag_id, id from tag_posts join (select board, tag_id, id from member) using (tag_id)),
crossing as (select board, post_key from carried group by all having min(id) <> max(id)),
visits as materialized (select board, post_key, tag, tag_cat, c.id from carried c semi join crossing using (board, post_key) join member using (board, tag_id)),
ready as (select tag_id_a as x, tag_id_b as y, posts_both as n from cooccurrence where origin = 'dump' union all select tag_id_b, tag_id_a, posts_both from cooccurrence where origin = 'dump'),
met as (
  select board, a.tag, a.id, b.id as other, count(distinct post_key) as n
  from visits a join visits b using (board, post_key) where a.tag_cat = 4 and b.tag_cat = 3 and a.id <> b.id group by all
  union all
  select a.board, a.tag, a.id, b.id as other, max(n) as n
  from ready join member a on a.tag_id = x join member b on b.tag_id = y where a.tag_cat = 4 and b.tag_cat = 3 and a.id <> b.id group by all
),
abroad as (select tag, id, other, sum(n)::bigint as posts_elsewhere from (select board, tag, id, other, max(n) as n from met group by all) group by all),
totals as (select tag_name as tag, any_value(posts) as posts from franchise_members where tag_cat = 4 group by 1)
select tag as character, home.name as franchise, guest.name as elsewhere, totals.posts, posts_elsewhere, round(100 * least(1, posts_elsewhere / totals.posts), 1) as percent_elsewhere,
  count(*) over (partition by tag) as other_franchises
from abroad join totals using (tag) join franchises home on home.franchise_id = id join franchises guest on guest.franchise_id = other
where totals.posts >= $min_posts and posts_elsewhere <= 1.05 * totals.posts
qualify row_number() over (partition by tag order by posts_elsewhere desc, other) = 1
order by percent_elsewhere desc, totals.posts desc, character limit $limit
