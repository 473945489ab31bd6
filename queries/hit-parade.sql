-- title: General hit parade
-- topic: Quality
-- description: The best posts with all the given tags, each by its normalised score: its place among the posts of its own board, year and rating, where 50 is the middle, so that old posts and small boards have their chance. Cut a list from it with booru, fid and file_url.
-- param: tags VARCHAR = '' -- tags a post must all have, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: year INTEGER = NULL -- only posts of this year
-- param: min_score INTEGER = NULL -- lowest score
-- param: once BOOLEAN = true -- list a picture once, by the post that stands for its work (needs boorulab link crossposts)
-- param: limit INTEGER = 200 -- how many posts
-- chart: scatter x=created_at y=score color=booru
with wanted as (select distinct unnest(string_split(lower(trim($tags)), ' ')) as tag_name_norm),
tagged as (
  select tag_posts.booru, post_key from tag_posts join tags using (tag_id) join wanted using (tag_name_norm)
  group by all having count(distinct tag_name_norm) = (select count(*) from wanted)
),
dated as (select booru, post_key, fid, score, rating_level, year(created_at) as year from posts where contains(booru, $board) and ($year is null or year(created_at) = $year)),
chosen as materialized (
  select d.booru, d.post_key, d.fid, d.score, normalised_score from dated d
  join score_ranks r on r.booru = d.booru and r.year is not distinct from d.year and r.rating_level = d.rating_level and r.score = d.score
  where ($min_score is null or d.score >= $min_score) and ($tags = '' or (d.booru, d.post_key) in (select (booru, post_key) from tagged))
),
again as (
  select booru, post_key from chosen join (select booru, post_key, work_id, rank from works where works.posts > 1) using (booru, post_key)
  where $once qualify row_number() over (partition by work_id order by rank) > 1
),
leaders as (
  select row_number() over (order by normalised_score desc, score desc, booru, fid) as place, *
  from (select * from chosen anti join again using (booru, post_key) order by normalised_score desc, score desc, booru, fid limit $limit)
)
select place, booru, fid, score, favs, round(normalised_score, 1) as normalised_score, created_at, rating_std as rating, width, height, file_url
from leaders join (select booru, post_key, favs, created_at, rating_std, width, height, file_url from posts) using (booru, post_key)
order by place
