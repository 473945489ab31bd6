-- title: Who posts first
-- topic: Cross-posts
-- description: Of the works a board shares with others, how many it had first, by how many days before the next, and who was second. Posts without a date are left out. Needs boorulab link crossposts.
-- chart: bar x=percent_first y=booru sort=value
with seen as (select work_id, booru, min(created_at) as seen_at from works join posts using (booru, post_key) where works.posts > 1 and created_at is not null group by all),
placed as (
  select work_id, booru, row_number() over places as place, lead(booru) over places as follower, date_diff('hour', seen_at, lead(seen_at) over places) / 24 as days, count(*) over (partition by work_id) as boards
  from seen window places as (partition by work_id order by seen_at, booru)
)
select booru, count(*) as shared_works, count(*) filter (place = 1) as first, round(100 * count(*) filter (place = 1) / count(*), 1) as percent_first,
  round(median(days) filter (place = 1), 1) as median_days_ahead, mode(follower order by follower) filter (place = 1) as most_often_followed_by
from placed where boards > 1
group by booru
order by percent_first desc, booru
