-- title: Tags related to a tag
-- topic: Tags and fashions
-- description: Which tags keep a tag company, by cosine as on Danbooru. A tag with high frequency but low cosine is merely common; one with high overlap but few posts belongs to it alone. Needs a co-occurrence table, counted or loaded.
-- param: tag VARCHAR = '' -- a tag's name; without it the commonest character that has pairs
-- param: board VARCHAR = '' -- a board, or a part of its name; the one with most posts of the tag is taken
-- param: category INTEGER = -1 -- only related tags of this category: 0 general, 1 artist, 3 copyright, 4 character, 5 meta; -1 for all
-- param: limit INTEGER = 25 -- how many related tags
-- chart: bar x=cosine y=related limit=25
with sized as (
  select tag_id, max(posts) as posts from (select tag_id_a as tag_id, max(posts_a) as posts from cooccurrence where contains(booru, $board) group by all
    union all select tag_id_b, max(posts_b) from cooccurrence where contains(booru, $board) group by all) group by tag_id
),
subject as materialized (
  select booru, tag_id, tag_name from tags join sized using (tag_id)
  where $tag = '' or tag_name_norm = lower(trim($tag))
  order by tag_cat = 4 and $tag = '' desc, posts desc, booru, tag_name limit 1
),
directed as (
  select tag_id_a as tag_id, tag_id_b as related_id, posts_both, posts_a as posts, posts_b as related_posts from cooccurrence where tag_id_a = (select tag_id from subject)
  union all select tag_id_b, tag_id_a, posts_both, posts_b, posts_a from cooccurrence where tag_id_b = (select tag_id from subject)
)
select r.tag_name as related, r.tag_cat as category, s.tag_name as tag, s.booru, related_posts, posts_both,
  coalesce(least(posts_both, related_posts) / nullif(sqrt(posts::double * related_posts), 0), 0) as cosine,
  coalesce(least(posts_both, related_posts) / nullif(posts + related_posts - least(posts_both, related_posts), 0), 0) as jaccard,
  coalesce(least(posts_both, related_posts) / nullif(least(posts, related_posts), 0), 0) as overlap,
  coalesce(posts_both / nullif(posts, 0), 0) as frequency
from subject s join directed d using (tag_id) join tags r on r.tag_id = related_id
where $category = -1 or r.tag_cat = $category
order by cosine desc, posts_both desc, related_posts desc, related limit $limit
