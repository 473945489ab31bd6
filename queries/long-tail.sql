-- title: The long tail of tags
-- topic: Tags and fashions
-- description: Tags by how many posts use them, each step twice the one before. Most tags are used once or twice; mining needs the few to the right.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: bar x=used_in y=tags color=category
with used as (select booru, tag_id, count(*) as posts from tag_posts group by all),
steps as (
  select floor(log2(posts))::int as step, tag_cat, posts from used join tags using (booru, tag_id) where contains(booru, $board)
)
select case when step = 0 then '1' else (1 << step) || '–' || ((1 << (step + 1)) - 1) end as used_in,
  case tag_cat when 0 then 'general' when 1 then 'artist' when 3 then 'copyright' when 4 then 'character' when 5 then 'meta' else 'unknown' end as category,
  count(*) as tags, sum(posts)::bigint as uses
from steps group by step, tag_cat
order by step, category
