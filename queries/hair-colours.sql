-- title: Hair colours over the years
-- topic: Tags and fashions
-- description: The share of each hair colour among posts that name one: fashions come slowly, and a popular character shifts the whole board.
-- param: colours VARCHAR = 'black brown blonde grey white blue green purple pink red orange aqua' -- colours, separated by spaces
-- param: suffix VARCHAR = '_hair' -- what follows the colour in the tag; '_eyes' works as well
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: since INTEGER = 2005 -- first year
-- chart: area x=year y=posts color=colour stack=normalize
with named as materialized (
  select tag_id, replace(tag_name_norm, $suffix, '') as colour from tags
  where tag_name_norm in (select unnest(string_split(lower($colours), ' ')) || $suffix) and contains(booru, $board)
),
coloured as materialized (select tag_posts.booru, post_key, colour from tag_posts join named using (tag_id))
select year(created_at) as year, colour, count(*) as posts, round(100 * count(*) / sum(count(*)) over (partition by year), 1) as percent
from coloured join posts using (booru, post_key)
where year(created_at) >= $since
group by year, colour
order by sum(count(*)) over (partition by colour) desc, colour, year
