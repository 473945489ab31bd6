-- title: Dates that cannot be
-- topic: Oddities to clean
-- description: Posts dated after their dump was loaded, before there were boards, or a year and more away from the posts numbered just before and after, which agree with each other. One such date draws a chart by year out of shape.
-- param: earliest DATE = 2004-01-01 -- nothing is older
-- param: days INTEGER = 365 -- how far off a date must be
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: limit INTEGER = 200 -- how many posts
-- chart: bar x=year y=posts_like_this color=trouble
with placed as (
  select booru, post_key, fid_num, created, lag(created) over numbered as before, lead(created) over numbered as after
  from (select *, make_timestamp(epoch_us(created_at)) as created from posts where created_at is not null and contains(booru, $board)) window numbered as (partition by booru order by fid_num, post_key)
),
judged as (
  select *, case when created > (select make_timestamp(epoch_us(max(loaded_at))) from loads) then 'after the load' when created < $earliest::date then 'too old'
    when fid_num is not null and abs(date_diff('day', before, after)) <= 30 and least(abs(date_diff('day', created, before)), abs(date_diff('day', created, after))) >= $days then 'out of order' end as trouble
  from placed
)
select trouble, booru, fid, created_at, year(created) as year, before::timestamptz as neighbour_before, after::timestamptz as neighbour_after, parse_filename(src_file) as file,
  count(*) over (partition by trouble, year(created)) as posts_like_this
from (select * from judged where trouble is not null) as judged join (select booru, post_key, fid, created_at, src_file from posts) using (booru, post_key)
order by trouble, created_at desc, booru, fid limit $limit
