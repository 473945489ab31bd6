-- title: Ratings over the years
-- topic: Boards and growth
-- description: The share of each rating among the posts shown, by board and year. Questionable and explicit posts are counted with --rating all only. A board's letters may change meaning over time: compare boards rather than years.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: bar x=year y=posts color=rating stack=normalize
select year(created_at) as year, booru, coalesce(rating_std, 'unrated') as rating, count(*) as posts,
  round(100 * count(*) / sum(count(*)) over (partition by booru, year), 1) as percent_of_board
from posts
where created_at is not null and contains(booru, $board)
group by year, booru, rating
order by list_position(['general', 'safe', 'sensitive', 'questionable', 'explicit', 'unrated'], rating), year, booru
