-- title: What a good score is
-- topic: Quality
-- description: The middle score of each board and year, and the score that the best tenth reaches: the yardstick for every list cut by score.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: line x=year y=best_tenth color=booru ylabel="score of the best tenth"
select year(created_at) as year, booru, median(score) as median_score, round(quantile_cont(score, 0.9), 1) as best_tenth,
  round(quantile_cont(score, 0.99), 1) as best_hundredth, max(score) as best, count(*) as posts
from posts
where created_at is not null and score is not null and contains(booru, $board)
group by all having posts >= 5
order by booru, year
