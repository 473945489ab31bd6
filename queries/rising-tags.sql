-- title: Tags rising fastest
-- topic: Tags and fashions
-- description: Tags whose share of posts grew most between the last years of the lake and the years before. A tag new to the board counts as seen half a time before.
-- param: years INTEGER = 2 -- length of the last period; the one before it is as long
-- param: min_posts INTEGER = 20 -- fewest posts in the last period
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 40 -- how many tags
-- chart: bar x=times_as_frequent y=tag limit=25 xlabel="times as frequent"
with dated as (
  select booru, post_key, created_at >= max(created_at) over () - to_years($years::int) as late
  from posts where contains(booru, $board) and created_at is not null
  qualify created_at >= max(created_at) over () - to_years(2 * $years::int)
),
sizes as (select count(*) filter (late) as late_posts, count(*) filter (not late) as early_posts from dated)
select tag_name_norm as tag, any_value(tag_cat) as tag_cat, count(*) filter (late) as posts_now, count(*) filter (not late) as posts_before,
  round((posts_now / any_value(late_posts)) / (greatest(posts_before, 0.5) / any_value(early_posts)), 2) as times_as_frequent
from dated join tag_posts using (booru, post_key) join tags using (booru, tag_id) cross join sizes
group by tag having posts_now >= $min_posts and any_value(early_posts) > 0
order by times_as_frequent desc, tag limit $limit
