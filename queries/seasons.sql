-- title: Tags of a season
-- topic: Tags and fashions
-- description: Tags that belong to a month: what share of a month's posts has them, against the mean of all months. Snow, swimsuits and feasts are expected; the rest are birthdays and memes.
-- param: category INTEGER = 0 -- 0 general tags, 4 characters, 3 copyrights, 1 artists
-- param: min_posts INTEGER = 50 -- fewest posts of a tag
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 20 -- how many tags
-- param: sample INTEGER = 500000 -- posts looked at, about, drawn by lot; fewer are all looked at
-- chart: heatmap x=month y=tag color=times_as_frequent limit=40
with lot as materialized (select (1 + count(*) // $sample)::ubigint as one_in from posts),
dated as materialized (
  select booru, post_key, month(make_timestamp(epoch_us(created_at))) as month from posts
  where created_at is not null and created_precision is distinct from 'year' and contains(booru, $board) and hash(booru, post_key) % (select one_in from lot) = 0
),
months as (select month, count(*) as all_posts from dated group by month),
counted as (
  select tag_id, month, count(*) as posts from post_tags join dated using (booru, post_key)
  where hash(booru, post_key) % (select one_in from lot) = 0 and tag_id in (select tag_id from tags where tag_cat = $category) group by all
),
monthly as (select tag_name_norm as tag, month, sum(posts)::bigint as posts from counted join tags using (tag_id) group by all),
known as (select tag, sum(posts) as total from monthly group by tag having total >= $min_posts),
shares as (
  select tag, total, month, coalesce(posts, 0) as posts, coalesce(posts, 0) / all_posts as share, avg(coalesce(posts, 0) / all_posts) over (partition by tag) as mean_share
  from known cross join months left join monthly using (tag, month)
),
measured as (select tag, arg_max(month, (share, -month)) as best_month, round(max(share / mean_share) * least(1, (max(posts) - any_value(total) / 12) / sqrt(any_value(total) / 12) / 4), 6) as strength from shares group by tag),
chosen as (select * from measured order by strength desc, tag limit $limit)
select tag, month, posts, round(share / mean_share, 2) as times_as_frequent, best_month
from chosen join shares using (tag)
order by best_month, tag, month
