-- title: When people post
-- topic: Boards and growth
-- description: Posts by weekday and hour (UTC), from posts dated to the second. The rhythm tells where a board's uploaders live.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year counted
-- chart: heatmap x=hour y=weekday color=posts
select strftime(created_at, '%H') as hour, dayname(created_at) as weekday, count(*) as posts
from posts
where coalesce(created_precision, 'second') <> 'day' and contains(booru, $board) and year(created_at) >= $since
group by hour, weekday, isodow(created_at)
order by isodow(created_at), hour
