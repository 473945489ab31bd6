-- title: The largest series by artist
-- topic: Artists and series
-- description: Which artist drew the most posts with a combination of tags, work by work: series worth collecting whole. Give the tags that every post must have, or none for all posts.
-- param: tags VARCHAR = '' -- tags a post must all have, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 30 -- how many series
-- chart: bar x=posts y=series
with wanted as (select distinct unnest(string_split(lower(trim($tags)), ' ')) as tag_name_norm),
tagged as (
  select booru, post_key from tag_posts join tags using (booru, tag_id) join wanted using (tag_name_norm)
  group by all having count(distinct tag_name_norm) = (select count(*) from wanted)
),
credits as (
  select booru, post_key, tag_name_norm as name, tag_cat from tags join tag_posts using (booru, tag_id)
  where tag_cat in (1, 3) and contains(booru, $board)
    and ($tags = '' or (booru, post_key) in (select (booru, post_key) from tagged))
)
select a.name as artist, w.name as work, a.name || ' · ' || w.name as series, count(*) as posts, median(score) as median_score,
  min(created_at)::date as first_post, max(created_at)::date as last_post
from credits a join credits w using (booru, post_key) join posts using (booru, post_key)
where a.tag_cat = 1 and w.tag_cat = 3
group by artist, work
order by posts desc, artist, work limit $limit
