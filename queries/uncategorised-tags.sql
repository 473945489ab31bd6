-- title: Tags without a category
-- topic: Oddities to clean
-- description: The most used tags of unknown category, and what other boards of the lake take them for. A board without categories hides its characters and artists from every hit parade: load its tag list, or trust the others.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 200 -- how many tags
-- chart: bar x=posts y=tag_name color=others_say limit=25 sort=value
with used as (select tag_id, count(*) as posts from tag_posts group by tag_id),
bare as (
  select booru, tag_id, tag_name, coalesce(unified_name, tag_name_norm) as name, posts
  from tags join used using (tag_id) left join (select tag_id, unified_name from unified_tags) using (tag_id) where tag_cat = -1 and contains(booru, $board)
),
known as (
  select tag_name_norm as name, mode(tag_cat order by tag_cat) as cat, count(distinct booru) as boards from tags where tag_cat >= 0 group by name
)
select tag_name, booru, posts, case cat when 0 then 'general' when 1 then 'artist' when 3 then 'copyright' when 4 then 'character' when 5 then 'meta' else 'nothing' end as others_say,
  coalesce(boards, 0) as boards_that_say, name as known_as
from bare left join known using (name)
order by posts desc, booru, tag_name limit $limit
