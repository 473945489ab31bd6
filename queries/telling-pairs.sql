-- title: What marks a character
-- topic: Characters
-- description: Pairs of general tags that stand together far more often in a character's posts than elsewhere on the board: the costume, the pose, the running joke. Works for an artist or a copyright just as well.
-- param: tag VARCHAR = '' -- a tag; without it the character with most posts
-- param: board VARCHAR = '' -- a board, or a part of its name; the one with most posts of the tag is taken
-- param: min_percent DOUBLE = 5 -- least percent of the tag's posts that a pair must have
-- param: limit INTEGER = 30 -- how many pairs
-- chart: bar x=times_as_frequent y=pair limit=25 xlabel="times as frequent as elsewhere"
with candidates as (select tag_id from tags where contains(booru, $board) and case when $tag = '' then tag_cat = 4 else tag_name_norm = lower(trim($tag)) end),
subject as (select booru, tag_id, count(*) as posts from tag_posts semi join candidates using (tag_id) group by all order by posts desc, booru, tag_id limit 1),
mine as materialized (select booru, post_key from tag_posts semi join subject using (booru, tag_id)),
own as (
  select tag_id, count(*) as n from post_tags semi join mine using (booru, post_key)
  where tag_id in (select tag_id from tags where tag_cat = 0) group by tag_id having n >= $min_percent / 100 * (select posts from subject)
),
counted as (select tag_id, count(*) as everywhere from tag_posts semi join own using (tag_id) group by tag_id),
board_posts as (select count(*) as n from posts semi join subject using (booru)),
marks as materialized (
  select tag_id, row_number() over (order by own.n * ln(own.n / everywhere * board_posts.n / subject.posts) desc, tag_id) - 1 as bit
  from own join counted using (tag_id), subject, board_posts where subject.tag_id <> own.tag_id qualify bit < 12
),
masks as (
  select mask, mine.post_key is not null as is_mine, count(*) as n
  from (select post_key, bit_or(1 << bit::int) as mask from tag_posts join marks using (tag_id) group by post_key) left join mine using (post_key) group by all
),
pairs as (
  select a.tag_id as one, b.tag_id as other, sum(n) filter (is_mine) as here, sum(n) filter (not is_mine) as elsewhere
  from masks join marks a on mask & (1 << a.bit::int) > 0 join marks b on mask & (1 << b.bit::int) > 0 and a.bit < b.bit group by all
)
select x.tag_name || ' + ' || y.tag_name as pair, s.tag_name as tag, here::bigint as posts_of_tag, round(100 * here / subject.posts, 1) as percent_of_tag, round(100 * coalesce(elsewhere, 0) / (board_posts.n - subject.posts), 2) as percent_elsewhere,
  round((here / subject.posts) / (greatest(coalesce(elsewhere, 0), 0.5) / (board_posts.n - subject.posts)), 1) as times_as_frequent
from pairs join tags x on x.tag_id = one join tags y on y.tag_id = other, subject join tags s on s.tag_id = subject.tag_id, board_posts
where here >= $min_percent / 100 * subject.posts and board_posts.n > subject.posts
order by times_as_frequent desc, here desc, pair limit $limit
