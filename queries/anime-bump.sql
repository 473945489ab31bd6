-- title: What an anime does to a franchise
-- topic: MyAnimeList
-- description: Posts of a franchise in the year before the first episode of a title and in the year after it, as a share of all posts of those years. The largest bumps are adaptations that made a work known; near 1 only fans watched. Needs boorulab franchises and boorulab link mal.
-- param: min_posts INTEGER = 20 -- fewest posts in the year after
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 60 -- how many titles
-- chart: bar x=times_as_frequent y=title limit=25 xlabel="share in the year after against the year before, times"
with dated as (select booru, post_key, make_timestamp(epoch_us(created_at))::date as day from posts where created_at is not null and contains(booru, $board)),
days as (select day, count(*) as posts from dated group by day),
shows as (
  select distinct franchise_id, franchise_name, anime_id, title, aired_from
  from franchise_members join mal_links using (tag_name, tag_cat) join mal_titles on anime_id = mal_id
  where mal_kind = 'anime' and mal_links.status = 'accepted' and aired_from between (select min(day) + 365 from days) and (select max(day) - 365 from days)
),
mine as (select booru, tag_id, franchise_id from tags join franchise_members using (tag_name, tag_cat) semi join shows using (franchise_id) where tag_cat = 3),
drawn as (select franchise_id, day, count(*) as posts from (select distinct franchise_id, booru, post_key from tag_posts join mine using (booru, tag_id)) join dated using (booru, post_key) group by all),
around as (
  select anime_id, any_value(title) as title, any_value(franchise_name) as franchise, any_value(aired_from) as aired_from,
    coalesce(sum(posts) filter (day < aired_from), 0)::bigint as posts_before, coalesce(sum(posts) filter (day >= aired_from), 0)::bigint as posts_after
  from shows join drawn on drawn.franchise_id = shows.franchise_id and day >= aired_from - 365 and day < aired_from + 365 group by anime_id
),
usual as (
  select aired_from, sum(posts) filter (day < aired_from) as all_before, sum(posts) filter (day >= aired_from) as all_after
  from (select distinct aired_from from around) join days on day >= aired_from - 365 and day < aired_from + 365 group by aired_from
)
select title, franchise, aired_from, posts_before, posts_after, round((posts_after / all_after) / (greatest(posts_before, 0.5) / all_before), 2) as times_as_frequent
from around join usual using (aired_from)
where posts_after >= $min_posts
order by times_as_frequent desc, posts_after desc, anime_id limit $limit
