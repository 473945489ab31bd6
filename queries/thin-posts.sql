-- title: Good posts with few tags
-- topic: Oddities to clean
-- description: Well-liked posts that no list finds, because they have next to no tags. Start tagging here: each of these is worth more than a hundred middling ones. Score ranks go from 0 to 100 within board, year and rating.
-- param: max_tags INTEGER = 3 -- most tags
-- param: min_rank DOUBLE = 0 -- lowest rank of the score; posts without a score come last
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 200 -- how many posts
-- chart: scatter x=created_at y=score_rank color=booru
with well as (select booru, post_key from post_tags where contains(booru, $board) group by all having count(*) > $max_tags),
thin as (select * from posts anti join well using (booru, post_key) where contains(booru, $board)),
ranked as (select *, normalised_score(booru, created_at, rating_level, score) as rank from thin),
best as (select * from ranked where coalesce(rank, 0) >= $min_rank order by rank desc nulls last, score desc nulls last, booru, fid limit $limit),
named as (select booru, post_key, count(*) as n, string_agg(tag_name, ' ' order by tag_name) as names from post_tags semi join best using (booru, post_key) join tags using (booru, tag_id) group by all)
select booru, fid, coalesce(n, 0) as tags, names as tag_names, round(rank, 1) as score_rank, score, created_at, file_url
from best left join named using (booru, post_key)
order by rank desc nulls last, score desc nulls last, booru, fid
