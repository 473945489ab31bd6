-- title: Anime titles most drawn
-- topic: MyAnimeList
-- description: MyAnimeList entries that tags were matched to by hand, by the posts of their tags. Far from the diagonal stand the cult (above) and the merely watched (below).
-- param: kind VARCHAR = 'mal_anime' -- mal_anime or mal_character
-- param: limit INTEGER = 200 -- how many entries
-- chart: scatter x=followers y=posts label=entry xlabel="followers on MyAnimeList" log=xy
select coalesce(any_value(labels.name), 'entry ' || labels.id) as entry, labels.id as mal_id, string_agg(distinct tag_name, ' ' order by tag_name) as tags,
  sum(post_count)::bigint as posts, max(coalesce(mal_titles.members, mal_characters.favorites, labels."count")) as followers,
  any_value(mal_titles.score) as mal_score, any_value(mal_titles.year) as aired
from labels join tags using (booru, tag_name)
  left join mal_titles on labels.kind = 'mal_anime' and mal_titles.anime_id = labels.id
  left join mal_characters on labels.kind = 'mal_character' and mal_characters.character_id = labels.id
where labels.kind = $kind
group by labels.id
order by posts desc nulls last, mal_id limit $limit
