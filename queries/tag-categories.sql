-- title: Tag categories
-- topic: Tags and fashions
-- description: How many tags of each category a board knows, and how often they are used: few general tags do most of the work.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: bar x=uses y=booru color=category stack=normalize
with used as (select booru, tag_id, count(*) as uses from tag_posts group by all)
select booru, case tag_cat when 0 then 'general' when 1 then 'artist' when 3 then 'copyright' when 4 then 'character' when 5 then 'meta' else 'unknown' end as category,
  count(*) as tags, coalesce(sum(uses), 0)::bigint as uses, count(*) filter (uses is null) as unused, max(uses) as most_used
from tags left join used using (booru, tag_id)
where contains(booru, $board)
group by booru, category
order by list_position(['general', 'character', 'copyright', 'artist', 'meta', 'unknown'], category), booru
