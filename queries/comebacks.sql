-- title: Comebacks
-- topic: Characters
-- description: Who was popular, was nearly forgotten and came back: the deepest valley of the yearly share of posts between two peaks. A new season, a remake or a meme lies behind most of them.
-- param: category INTEGER = 4 -- 4 characters, 3 copyrights, 1 artists, 0 general tags
-- param: min_posts INTEGER = 20 -- fewest posts in the best year before and in the best year after
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 40 -- how many
-- chart: bar x=times_as_frequent y=tag limit=25 xlabel="lesser peak against the valley, times"
with dated as materialized (select booru, post_key, year(created_at) as year from posts where created_at is not null and contains(booru, $board)),
years as (select year, count(*) as all_posts from dated group by year having count(*) >= $min_posts),
counted as (
  select tag_id, year, count(*) as posts from tag_posts join dated using (booru, post_key)
  where tag_id in (select tag_id from tags where tag_cat = $category) group by all
),
yearly as (select tag_name_norm as tag, year, sum(posts) as posts from counted join tags using (tag_id) group by all),
known as (select tag from yearly where posts >= $min_posts group by tag having count(*) > 1),
shares as (
  select tag, year, coalesce(posts, 0) as posts, coalesce(posts, 0) / all_posts as share, greatest(coalesce(posts, 0), 0.5) / all_posts as at_least
  from known cross join years left join yearly using (tag, year)
),
valleys as (
  select *, max(share) over before as share_before, arg_max(year, (share, -year)) over before as first_peak, max(share) over after as share_after, arg_max(year, (share, -year)) over after as second_peak,
    max(posts) over before as posts_before, max(posts) over after as posts_after
  from shares window before as (partition by tag order by year rows between unbounded preceding and 1 preceding), after as (partition by tag order by year rows between 1 following and unbounded following)
)
select tag, round(least(share_before, share_after) / at_least, 1) as times_as_frequent, first_peak, year as valley, second_peak,
  round(100 * share_before, 3) as percent_at_first, round(100 * share, 3) as percent_in_valley, round(100 * share_after, 3) as percent_again
from valleys where posts_before >= $min_posts and posts_after >= $min_posts and least(share_before, share_after) > 2 * at_least
qualify row_number() over (partition by tag order by least(share_before, share_after) / at_least desc, year) = 1
order by times_as_frequent desc, tag limit $limit
