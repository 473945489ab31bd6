-- title: Portraits by character and year
-- topic: Characters
-- description: How popular portraits of each character are by the year of posting. A portrait is a post with one of the tags given; popularity is how many there are, their median score and the share of the character's posts.
-- param: portrait VARCHAR = 'portrait upper_body close-up face' -- tags that make a portrait, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- param: limit INTEGER = 25 -- how many characters
-- chart: heatmap x=year y=character color=portraits limit=25
with portrait_posts as (
  select distinct booru, post_key from tag_posts join tags using (booru, tag_id)
  where tag_name_norm in (select unnest(string_split(lower($portrait), ' '))) and contains(booru, $board)
),
shown as (
  select tag_name_norm as character, year(created_at) as year, p.post_key is not null as is_portrait, score
  from tags join tag_posts using (booru, tag_id) join posts using (booru, post_key)
    left join portrait_posts p on p.booru = tag_posts.booru and p.post_key = tag_posts.post_key
  where tag_cat = 4 and contains(tags.booru, $board) and year(created_at) >= $since
),
counted as (
  select character, year, count(*) filter (is_portrait) as portraits, median(score) filter (is_portrait) as median_score,
    round(100 * portraits / count(*), 1) as percent_of_posts, sum(portraits) over (partition by character) as all_years
  from shown group by character, year
)
select character, year, portraits, median_score, percent_of_posts, all_years
from counted where portraits > 0
qualify dense_rank() over (order by all_years desc, character) <= $limit
order by all_years desc, character, year
