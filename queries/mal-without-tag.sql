-- title: Liked but not tagged
-- topic: MyAnimeList
-- description: The best liked characters of MyAnimeList that no tag was linked to: loved by viewers, not drawn here, or drawn under a name nobody has matched yet (see the candidate). Needs boorulab link mal.
-- param: limit INTEGER = 100 -- how many characters
-- chart: bar x=favourites y=name limit=25
with taken as (select mal_id from mal_links where mal_kind = 'character' and status = 'accepted'),
candidates as (
  select mal_id, arg_max(tag_name, (score, tag_name)) as candidate, max(score) as score from mal_links where mal_kind = 'character' and status = 'review' group by mal_id
),
plays as (
  select character_id, arg_max(title, (coalesce(members, 0), -anime_id)) as title, count(*) as titles, bool_or(anime_id in (select mal_id from mal_links where mal_kind = 'anime' and status = 'accepted')) as title_is_tagged
  from mal_roles join mal_titles using (anime_id) group by character_id
)
select name, character_id as mal_id, favorites as favourites, title as best_known_title, titles, title_is_tagged, candidate, round(score, 3) as probability
from mal_characters anti join taken on taken.mal_id = character_id left join plays using (character_id) left join candidates on candidates.mal_id = character_id
where favorites > 0 and (select count(*) from mal_links) > 0
order by favourites desc, character_id limit $limit
