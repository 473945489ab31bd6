-- title: Duplicates side by side
-- topic: Oddities to clean
-- description: What the disk holds more than once, the groups that cost most first: which file to keep, which to drop, by which rule, and what says that they are one picture. Nothing is deleted. Needs boorulab images duplicates.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: groups INTEGER = 24 -- how many groups
-- chart: gallery group=files caption=why,size,reasons mark=plan
with g as (
  select dup_group, count(*) as n, coalesce(sum(file_size) filter (plan = 'drop'), 0) as saved, coalesce(bool_or(contains(booru, $board)), $board = '') as wanted
  from duplicates where plan is not null group by dup_group),
ranked as (select *, row_number() over (order by saved desc, dup_group) as place from g where wanted and n > 1)
select format('{}. {} files, {:,} KB to save', place, n, (saved / 1000)::bigint) as files, path, booru, fid, plan, why, width || ' x ' || height || ', ' || (file_size / 1000)::bigint || ' KB' as size, reasons, distance, round(score, 3) as score
from duplicates join ranked using (dup_group)
where place <= $groups and plan is not null
order by place, plan = 'keep' desc, path
