-- title: Tags related to a tag
-- topic: Tags and fashions
-- description: Which tags keep a tag company, by cosine as on Danbooru. A tag with high frequency but low cosine is merely common; one with high overlap but few posts belongs to it alone. Needs a co-occurrence table, counted or loaded.
-- param: tag VARCHAR = '' -- a tag's name; without it the commonest character that has pairs
-- param: board VARCHAR = '' -- a board, or a part of its name; the one with most posts of the tag is taken
-- param: category INTEGER = -1 -- only related tags of this category: 0 general, 1 artist, 3 copyright, 4 character, 5 meta; -1 for all
-- param: limit INTEGER = 25 -- how many related tags
-- chart: bar x=cosine y=related limit=25
with directed as (
  select booru, tag_id_a as tag_id, tag_id_b as related_id, posts_both, posts_a as posts, posts_b as related_posts from cooccurrence
  union all select booru, tag_id_b, tag_id_a, posts_both, posts_b, posts_a from cooccurrence
),
subject as (
  select booru, tag_id, t.tag_name from tags t
    join (select booru, tag_id, max(posts) as posts from directed where contains(booru, $board) group by all) using (booru, tag_id)
  where $tag = '' or t.tag_name_norm = lower(trim($tag))
  order by t.tag_cat = 4 and $tag = '' desc, posts desc, booru, t.tag_name limit 1
)
select r.tag_name as related, r.tag_cat as category, s.tag_name as tag, s.booru, related_posts, posts_both,
  coalesce(least(posts_both, related_posts) / nullif(sqrt(posts::double * related_posts), 0), 0) as cosine,
  coalesce(least(posts_both, related_posts) / nullif(posts + related_posts - least(posts_both, related_posts), 0), 0) as jaccard,
  coalesce(least(posts_both, related_posts) / nullif(least(posts, related_posts), 0), 0) as overlap,
  coalesce(posts_both / nullif(posts, 0), 0) as frequency
from subject s join directed d using (booru, tag_id) join tags r on r.booru = d.booru and r.tag_id = related_id
where $category = -1 or r.tag_cat = $category
order by cosine desc, posts_both desc, related_posts desc, related limit $limit
