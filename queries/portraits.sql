-- title: Portraits by character and year
-- topic: Characters
-- description: How popular portraits of each character are by the year of posting. A portrait is a post with one of the tags given; popularity is how many there are, their median score and the share of the character's posts.
-- param: portrait VARCHAR = 'portrait upper_body close-up face' -- tags that make a portrait, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- param: limit INTEGER = 25 -- how many characters
-- chart: heatmap x=year y=character color=portraits limit=25
with portrait_posts as materialized (
  select distinct tag_posts.booru, post_key from tag_posts where tag_id in (
    select tag_id from tags where tag_name_norm in (select unnest(string_split(lower($portrait), ' '))) and contains(booru, $board))
),
named as materialized (select tag_id, tag_name_norm as character, dense_rank() over (order by tag_name_norm)::integer as place from tags where tag_cat = 4 and contains(booru, $board)),
dated as materialized (
  select p.booru, p.post_key, year(created_at) as year, score from posts p semi join portrait_posts using (booru, post_key) where year(created_at) >= $since
),
leaders as materialized (
  select place, count(*) as all_years from tag_posts join named using (tag_id) semi join dated on dated.booru = tag_posts.booru and dated.post_key = tag_posts.post_key
  group by place order by all_years desc, place limit $limit
),
shown as materialized (
  select tag_posts.booru, post_key, place from tag_posts join (select tag_id, place from named semi join leaders using (place)) using (tag_id)
),
drawn as (select place, year, count(*) as portraits, median(score) as median_score from shown join dated using (booru, post_key) group by all),
every as (select place, year(created_at) as year, count(*) as posts from shown join posts using (booru, post_key) group by all)
select character, year, portraits, median_score, round(100 * portraits / posts, 1) as percent_of_posts, all_years::hugeint as all_years
from drawn join every using (place, year) join leaders using (place) join (select distinct place, character from named) using (place)
order by all_years desc, character, year
