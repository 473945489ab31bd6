-- title: Fashions
-- topic: Tags and fashions
-- description: The tags that rose and fell most steadily over the years, by their share of a year's posts. Counts of posts would only show that boards grow. The trend is the slope in percent of the tag's own mean share a year.
-- param: category INTEGER = 0 -- 0 general tags, 4 characters, 3 copyrights, 1 artists, 5 meta
-- param: min_posts INTEGER = 50 -- fewest posts of a tag
-- param: min_year_posts INTEGER = 20 -- years with fewer posts are left out
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 12 -- how many tags that rise, and as many that fall
-- param: sample INTEGER = 500000 -- posts looked at, about, drawn by lot; fewer are all looked at
-- chart: heatmap x=year y=tag color=percent_of_best limit=40
with lot as materialized (select (1 + count(*) // $sample)::ubigint as one_in from posts),
dated as materialized (
  select booru, post_key, year(created_at) as year from posts where created_at is not null and contains(booru, $board) and hash(booru, post_key) % (select one_in from lot) = 0
),
years as (select year, count(*) as all_posts from dated group by year having count(*) >= $min_year_posts),
counted as (
  select tag_id, year, count(*) as posts from post_tags join dated using (booru, post_key)
  where hash(booru, post_key) % (select one_in from lot) = 0 and tag_id in (select tag_id from tags where tag_cat = $category) group by all
),
yearly as (select tag_name_norm as tag, year, sum(posts)::bigint as posts from counted join tags using (tag_id) group by all),
known as (select tag from yearly group by tag having sum(posts) >= $min_posts),
shares as (select tag, year, coalesce(posts, 0) as posts, 100 * coalesce(posts, 0) / all_posts as percent from known cross join years left join yearly using (tag, year)),
trends as (select tag, round(100 * regr_slope(percent, year) / avg(percent), 6) as trend, round(corr(percent, year), 6) as steady from shares group by tag having count(*) > 2 and avg(percent) > 0),
chosen as (
  select tag, trend, steady, row_number() over (order by trend * abs(steady) desc, tag) as from_top, row_number() over (order by trend * abs(steady), tag) as from_bottom
  from trends where not isnan(steady)
)
select case when trend > 0 then 'rising' else 'falling' end as fashion, tag, year, posts, round(percent, 3) as percent,
  round(100 * percent / max(percent) over (partition by tag), 1) as percent_of_best, round(trend, 1) as trend
from chosen join shares using (tag)
where (trend > 0 and from_top <= $limit) or (trend < 0 and from_bottom <= $limit)
order by trend * abs(steady) desc, tag, year
