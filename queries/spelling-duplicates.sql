-- title: One tag spelt twice
-- topic: Oddities to clean
-- description: Tags of one board and category that differ only in signs between words, in where words part, or in the order of words: most are one tag, and every list that asks for one misses the other. Candidates for an alias.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_posts INTEGER = 1 -- fewest posts of the lesser tag
-- param: limit INTEGER = 200 -- how many
-- chart: bar x=posts_missed y=tags color=differs_in limit=25 sort=value
with used as (select tag_id, count(*) as posts from tag_posts group by tag_id),
folded as (
  select booru, tag_cat, tag_name, posts, regexp_extract_all(tag_name_norm, '[\p{L}\p{N}]+') as words, array_to_string(words, '') as letters, array_to_string(list_sort(words), ' ') as sorted
  from tags join used using (tag_id) where contains(booru, $board) and length(letters) >= 4 and posts >= $min_posts
),
grouped as (
  select booru, tag_cat, case when count(distinct letters) > 1 then 'order of words' else 'signs' end as differs_in, count(*) as n, list(tag_name order by posts desc, tag_name) as names, list(posts order by posts desc, tag_name) as uses
  from folded group by booru, tag_cat, sorted having n > 1
  union all
  select booru, tag_cat, 'where words part', count(*), list(tag_name order by posts desc, tag_name), list(posts order by posts desc, tag_name)
  from folded group by booru, tag_cat, letters having count(distinct sorted) > 1
)
select array_to_string(names, ' = ') as tags, booru, differs_in, n as spellings, uses[1] as posts_of_main, list_sum(uses[2:])::bigint as posts_missed,
  case tag_cat when 0 then 'general' when 1 then 'artist' when 3 then 'copyright' when 4 then 'character' when 5 then 'meta' else 'unknown' end as category
from grouped
order by posts_missed desc, booru, tags limit $limit
