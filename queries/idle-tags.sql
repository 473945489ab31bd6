-- title: Tags to clean up
-- topic: Oddities to clean
-- description: Tags no post uses and tags of unknown category, by board. Aliases still in use as tags are counted, too. Posts left out by the rating level do not count as use.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 500 -- how many tags
with used as (select booru, tag_id, count(*) as uses from tag_posts group by all),
aliased as (select distinct booru, antecedent as tag_name, consequent from tag_aliases where status = 'active'),
found as (
  select booru, tag_name, tag_cat, coalesce(uses, 0) as posts_here, post_count as posts_by_board, consequent as alias_of,
    case when consequent is not null and uses > 0 then 'aliased but used' when uses is null then 'no posts' else 'unknown category' end as trouble
  from tags left join used using (booru, tag_id) left join aliased using (booru, tag_name)
  where contains(booru, $board) and (uses is null or tag_cat = -1 or (consequent is not null and uses > 0))
)
select trouble, booru, tag_name, tag_cat, posts_here, posts_by_board, alias_of, count(*) over (partition by booru, trouble) as tags_like_this
from found
order by trouble, greatest(posts_here, coalesce(posts_by_board, 0)) desc, booru, tag_name limit $limit
