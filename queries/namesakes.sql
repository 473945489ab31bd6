-- title: One name, two franchises
-- topic: Oddities to clean
-- description: Characters of different franchises that share a name but for what stands in brackets. Where one goes without brackets, posts of the others are bound to be tagged with it: compare its posts, and look through them. Needs boorulab franchises.
-- param: limit INTEGER = 100 -- how many names
-- chart: bar x=posts_without_brackets y=name limit=25
with named as (
  select regexp_replace(tag_name, '(_\([^()]*\))+$', '') as name, tag_name, franchise_id, franchise_name, posts from franchise_members where tag_cat = 4 and rule <> 'alias'
)
select name, count(*) as characters, count(distinct franchise_id) as franchises, coalesce(sum(posts) filter (tag_name = name), 0)::bigint as posts_without_brackets, sum(posts)::bigint as posts,
  any_value(franchise_name) filter (tag_name = name) as owner_without_brackets, string_agg(tag_name || ' of ' || franchise_name, ', ' order by posts desc, tag_name) as who
from named where name <> ''
group by name having franchises > 1
order by posts_without_brackets desc, sum(posts) desc, name limit $limit
