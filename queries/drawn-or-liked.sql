-- title: Drawn or liked
-- topic: MyAnimeList
-- description: Characters with more posts than their favourites on MyAnimeList promise, and the other way round; with kind=anime, titles by their members. Above the cloud: a cult of artists. Below: loved, but hardly drawn. Needs boorulab link mal.
-- param: kind VARCHAR = 'character' -- character, or anime
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: min_posts INTEGER = 5 -- fewest posts
-- param: limit INTEGER = 300 -- how many, those with most posts
-- chart: scatter x=likers y=posts label=entry xlabel="favourites or members on MyAnimeList" log=xy
with linked as (select tag_name, tag_cat, mal_id from mal_links where mal_kind = $kind and status = 'accepted'),
named as (select tag_id, mal_id, l.tag_name from linked l join tags using (tag_name, tag_cat) where contains(booru, $board)),
drawn as (select mal_id, any_value(tag_name order by tag_name) as tag, count(*) as posts from named join tag_posts using (tag_id) group by mal_id),
known as (
  select mal_id, tag, posts, coalesce(c.name, t.title) as entry, case when $kind = 'anime' then t.members else c.favorites end as likers
  from drawn left join mal_characters c on $kind = 'character' and c.character_id = mal_id left join mal_titles t on $kind = 'anime' and t.anime_id = mal_id
),
placed as (
  select *, rank() over (order by posts desc) as place_by_posts, rank() over (order by likers desc) as place_by_likers,
    (posts / sum(posts) over ()) / (likers / sum(likers) over ()) as times
  from known where likers > 0 and posts >= $min_posts
)
select entry, mal_id, tag, posts, likers, place_by_posts, place_by_likers, place_by_likers - place_by_posts as places_won, round(times, 2) as drawn_times_as_much_as_liked
from placed qualify row_number() over (order by posts desc, mal_id) <= $limit
order by times desc, mal_id
