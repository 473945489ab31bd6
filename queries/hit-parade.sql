-- title: General hit parade
-- topic: Quality
-- description: The best posts with all the given tags, each measured against its own board and year, so that old posts and small boards have their chance. Cut a list from it with booru, fid and file_url.
-- param: tags VARCHAR = '' -- tags a post must all have, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: year INTEGER = NULL -- only posts of this year
-- param: min_score INTEGER = NULL -- lowest score
-- param: once BOOLEAN = true -- list a picture once, by the post that stands for its work (needs boorulab link crossposts)
-- param: limit INTEGER = 200 -- how many posts
-- chart: scatter x=created_at y=score color=booru
with wanted as (select distinct unnest(string_split(lower(trim($tags)), ' ')) as tag_name_norm),
tagged as (
  select booru, post_key from tag_posts join tags using (booru, tag_id) join wanted using (tag_name_norm)
  group by all having count(distinct tag_name_norm) = (select count(*) from wanted)
),
measured as (
  select booru, post_key, 100 * percent_rank() over (partition by booru, year(created_at) order by score) as better_than
  from posts where contains(booru, $board) and ($year is null or year(created_at) = $year)
),
chosen as (
  select posts.*, better_than from posts join measured using (booru, post_key) left join works using (booru, post_key)
  where score is not null and ($min_score is null or score >= $min_score)
    and ($tags = '' or (booru, post_key) in (select (booru, post_key) from tagged))
  qualify not $once or work_id is null or row_number() over (partition by work_id order by works.rank) = 1
)
select row_number() over (order by round(better_than, 1) desc, score desc, booru, fid) as place, booru, fid, score, favs,
  round(better_than, 1) as better_than_percent, created_at, rating_std as rating, width, height, file_url
from chosen
order by place limit $limit
