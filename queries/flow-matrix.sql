-- title: How pictures travel between boards
-- topic: Cross-posts
-- description: Works that were on one board before another: how many, what share of the later board's works they are, and how long it took. Bright rows are boards that others copy. Posts without a date are left out. Needs boorulab link crossposts.
-- param: min_works INTEGER = 1 -- leave out pairs of boards with fewer works
-- chart: heatmap x=later_board y=earlier_board color=percent_of_later
with seen as (select work_id, booru, min(created_at) as seen_at from works join posts using (booru, post_key) where works.posts > 1 and created_at is not null group by all),
totals as (select booru, count(distinct work_id) as works from works group by booru)
select a.booru as earlier_board, b.booru as later_board, count(*) as works, round(100 * count(*) / any_value(totals.works), 1) as percent_of_later,
  round(median(date_diff('hour', a.seen_at, b.seen_at)) / 24, 1) as median_days, round(quantile_cont(date_diff('hour', a.seen_at, b.seen_at), 0.9) / 24, 1) as days_of_slowest_tenth
from seen a join seen b using (work_id) join totals on totals.booru = b.booru
where a.booru <> b.booru and (a.seen_at < b.seen_at or (a.seen_at = b.seen_at and a.booru < b.booru))
group by earlier_board, later_board having count(*) >= $min_works
order by earlier_board, later_board
