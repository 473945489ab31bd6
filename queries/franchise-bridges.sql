-- title: Bridges between franchises
-- topic: Franchises
-- description: Which franchises stand together in posts, and which two tags join them most. A high share of the smaller one's posts is more than a crossover: a work both claim, or one franchise found as two. Ready-made pair counts are used for boards without posts.
-- param: max_franchises INTEGER = 5 -- posts that join more franchises are crowds, and left out
-- param: limit INTEGER = 40 -- how many bridges
-- chart: bar x=posts y=bridge limit=25 xlabel="posts with both"
with named as (select booru, tag_id, tag_name_norm as tag, tag_cat, franchise_id as id, f.posts from tags join franchise_members f using (tag_name, tag_cat)),
member as materialized (select *, dense_rank() over (order by booru)::integer as board from named),
carried as materialized (select board, post_key, tag_id, id from tag_posts join (select board, tag_id, id from member) using (tag_id)),
crossing as (select board, post_key from carried group by all having min(id) <> max(id)),
visits as (
  select board, post_key, c.id, arg_max(tag, (-posts, tag)) as tag from carried c semi join crossing using (board, post_key) join member using (board, tag_id) group by all
),
guests as (select *, count(*) over (partition by board, post_key) as franchises from visits),
met as (
  select board, a.id as one, b.id as other, a.tag || ' + ' || b.tag as tags, count(*) as n
  from guests a join guests b using (board, post_key) where a.id < b.id and a.franchises <= $max_franchises group by all
),
ready as (select tag_id_a as x, tag_id_b as y, posts_both as n from cooccurrence where origin = 'dump' union all select tag_id_b, tag_id_a, posts_both from cooccurrence where origin = 'dump'),
counted as (
  select a.board, a.id as one, b.id as other, a.tag || ' + ' || b.tag as tags, n
  from ready join member a on a.tag_id = x join member b on b.tag_id = y where a.id < b.id
),
boards as (
  select board, one, other, sum(n) as posts, max((n, tags)) as best from met group by all
  union all select board, one, other, max(n) as posts, max((n, tags)) as best from counted group by all
),
largest as (select board, one, other, max(posts) as posts, max(best) as best from boards group by all),
bridges as (select one, other, sum(posts)::bigint as posts, max(best)[2] as joined_by from largest group by all)
select a.name || ' × ' || b.name as bridge, bridges.posts, round(100 * bridges.posts / least(a.posts, b.posts), 1) as percent_of_smaller, joined_by,
  a.name as franchise, b.name as other_franchise
from bridges join franchises a on a.franchise_id = one join franchises b on b.franchise_id = other
order by bridges.posts desc, bridge limit $limit
