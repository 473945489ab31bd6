-- title: Characters without an entry
-- topic: MyAnimeList
-- description: The characters with most posts that have no entry on MyAnimeList: those of games, singers and mascots, and those whose link waits for review, with the best candidate. Where the franchise has linked titles, an entry should exist. Needs boorulab link mal.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 100 -- how many characters
-- chart: bar x=posts y=character color=state limit=25 sort=value
with linked as (select tag_name from mal_links where mal_kind = 'character' and status = 'accepted'),
counted as (select tag_id, count(*) as n from tag_posts where tag_id in (select tag_id from tags where tag_cat = 4) group by tag_id),
free as (
  select tag_name_norm as character, sum(n)::bigint as posts from counted join tags using (tag_id) anti join linked using (tag_name)
  where contains(booru, $board) group by all
),
best as (
  select lower(tag_name) as character, arg_max(mal_name, (score, -mal_id)) as candidate, arg_max(mal_id, (score, -mal_id)) as mal_id, max(score) as score
  from mal_links where mal_kind = 'character' and status = 'review' group by all
),
titled as (
  select franchise_id, count(distinct mal_id) as titles from franchise_members join mal_links using (tag_name, tag_cat) where mal_kind = 'anime' and status = 'accepted' group by franchise_id
)
select character, free.posts, case when candidate is not null then 'to review' when titles > 0 then 'franchise has titles' else 'no trace' end as state,
  candidate, best.mal_id, round(best.score, 3) as probability, franchise_name as franchise, coalesce(titles, 0) as titles_of_franchise
from free left join best using (character) left join franchise_members m on m.tag_name = character and m.tag_cat = 4 left join titled using (franchise_id)
where (select count(*) from mal_links) > 0
order by free.posts desc, character limit $limit
