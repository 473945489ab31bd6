-- title: How the boards grew
-- topic: Boards and growth
-- description: Posts a year on each board: which grow, which stopped, and where a dump ends early.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: bar x=year y=posts color=booru
select year(created_at) as year, booru, count(*) as posts, count(distinct uploader) as uploaders
from posts
where created_at is not null and contains(booru, $board)
group by all order by year, booru
