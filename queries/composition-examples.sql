-- title: What the scales look like
-- topic: Pictures and composition
-- description: A row of examples of each scale of the scene, near the middle of the class by how much face they show, so that a wrong class is seen at a glance. Needs boorulab images composition.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: figures INTEGER = 0 -- only pictures of so many figures; 0 for any number
-- param: each INTEGER = 6 -- pictures of a scale
-- chart: gallery group=scale caption=face,told_by mark=place
with classed as (
  select *, row_number() over (partition by scale order by abs(face_share - middle) nulls last, path) as n
  from (select *, median(face_share) over (partition by scale) as middle from compositions
    where scale is not null and not exists (from duplicates as d where d.path = compositions.path and d.plan = 'drop') and contains(coalesce(booru, ''), $board) and ($figures = 0 or figures = $figures)))
select scale, path, booru, fid, round(100 * face_share)::integer || ' % face' as face, 'told by ' || replace(scale_from, 'both', 'boxes and tags') as told_by, place, figures
from classed where n <= $each
order by list_position(['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide'], scale), n
