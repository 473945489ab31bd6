-- title: Couples
-- topic: Characters
-- description: Which two characters are drawn together and nobody else with them, and what share of the rarer one's posts that is. A high share: the one hardly appears without the other. A character and its own costume are no couple.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_share DOUBLE = 0 -- least share of the rarer one's posts, 0 to 1
-- param: limit INTEGER = 50 -- how many couples
-- chart: bar x=posts y=couple limit=25
with cast_tags as (select tag_id from tags where tag_cat = 4 and contains(booru, $board)),
shown as (select booru, post_key, tag_id from tag_posts semi join cast_tags using (tag_id)),
totals as (select tag_id, count(*) as posts from shown group by tag_id),
duos as (
  select one, other, count(*) as posts
  from (select min(tag_id) as one, max(tag_id) as other from shown group by booru, post_key having count(*) = 2) group by all
),
named as (
  select least(a.tag_name_norm, b.tag_name_norm) as one, greatest(a.tag_name_norm, b.tag_name_norm) as other, d.posts, x.posts as posts_a, y.posts as posts_b
  from duos d join tags a on a.tag_id = d.one join tags b on b.tag_id = d.other join totals x on x.tag_id = d.one join totals y on y.tag_id = d.other
  where not exists (from tag_implications i where (lower(i.antecedent), lower(i.consequent)) in ((a.tag_name_norm, b.tag_name_norm), (b.tag_name_norm, a.tag_name_norm)))
),
couples as (
  select one, other, sum(posts)::bigint as posts, sum(least(posts_a, posts_b)) as posts_of_rarer
  from named where regexp_replace(one, '(_\([^()]*\))+$', '') <> regexp_replace(other, '(_\([^()]*\))+$', '') group by all
)
select one || ' + ' || other as couple, couples.posts, round(100 * couples.posts / posts_of_rarer, 1) as percent_of_rarer,
  case when f.franchise_id = g.franchise_id then f.franchise_name else concat_ws(' × ', f.franchise_name, g.franchise_name) end as franchise
from couples left join franchise_members f on f.tag_name = one and f.tag_cat = 4 left join franchise_members g on g.tag_name = other and g.tag_cat = 4
where couples.posts >= $min_share * posts_of_rarer
order by couples.posts desc, couple limit $limit
