-- title: Tags rising fastest
-- topic: Tags and fashions
-- description: Tags whose share of posts grew most between the last years of the lake and the years before. A tag new to the board counts as seen half a time before.
-- param: years INTEGER = 2 -- length of the last period; the one before it is as long
-- param: min_posts INTEGER = 20 -- fewest posts in the last period
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 40 -- how many tags
-- chart: bar x=times_as_frequent y=tag limit=25 xlabel="times as frequent"
with latest as (select max(created_at) as newest from posts where contains(booru, $board)),
dated as materialized (
  select booru, post_key, created_at >= (select newest from latest) - to_years($years::int) as late
  from posts where contains(booru, $board) and created_at >= (select newest from latest) - to_years(2 * $years::int)
),
sizes as (select count(*) filter (late) as late_posts, count(*) filter (not late) as early_posts from dated),
counted as (select tag_id, count(*) filter (late) as now, count(*) filter (not late) as before from dated join post_tags using (booru, post_key) group by tag_id)
select tag_name_norm as tag, max(tag_cat) as tag_cat, sum(now)::bigint as posts_now, sum(before)::bigint as posts_before,
  round((posts_now / any_value(late_posts)) / (greatest(posts_before, 0.5) / any_value(early_posts)), 2) as times_as_frequent
from counted join tags using (tag_id) cross join sizes
group by tag having posts_now >= $min_posts and any_value(early_posts) > 0
order by times_as_frequent desc, tag limit $limit
