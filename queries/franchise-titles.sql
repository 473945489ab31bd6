-- title: Franchises and their anime
-- topic: MyAnimeList
-- description: The MyAnimeList titles that belong to each franchise, from first to last. Above the cloud: drawn far more than watched. Copyrights without a title are games, brands and books, or links still to be made. Needs boorulab franchises and boorulab link mal.
-- param: min_titles INTEGER = 1 -- fewest titles
-- param: limit INTEGER = 200 -- how many franchises
-- chart: scatter x=followers y=posts label=franchise xlabel="followers of its most followed title" log=xy
with linked as (
  select franchise_id, tag_name, mal_id from franchise_members join mal_links using (tag_name, tag_cat) where mal_kind = 'anime' and mal_links.status = 'accepted'
),
titles as (
  select distinct franchise_id, anime_id, title, coalesce(year, year(aired_from)) as aired, members, score from linked join mal_titles on anime_id = mal_id
),
known as (
  select franchise_id, count(*) as titles, min(aired) as first_aired, max(aired) as last_aired, max(members) as followers, round(avg(score), 2) as mean_mal_score,
    string_agg(title || coalesce(' (' || aired || ')', ''), ', ' order by aired, anime_id) as anime
  from titles group by franchise_id
),
bare as (
  select franchise_id, count(*) as untitled from franchise_members anti join linked using (franchise_id, tag_name) where tag_cat = 3 and rule <> 'alias' group by franchise_id
)
select name as franchise, posts, titles, coalesce(untitled, 0) as copyrights_without_title, first_aired, last_aired, followers, mean_mal_score, anime
from franchises join known using (franchise_id) left join bare using (franchise_id)
where titles >= $min_titles
order by posts desc, franchise limit $limit
