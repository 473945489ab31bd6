-- title: Best pictures on the disk
-- topic: Quality
-- description: Which files to look at first: pictures by the fitted quality, of duplicates the one to keep, those of posts without a score among them, with the score that was or would be compared. Needs boorulab images quality.
-- param: board VARCHAR = '' -- a board, or a part of its name; empty for all, files of no known post too
-- param: scale VARCHAR = '' -- only of this scale, such as portrait or full figure
-- param: limit INTEGER = 50 -- how many
-- chart: gallery caption=fitted,score,booru
select path, q.booru, q.fid, round(fitted, 3) as fitted, round(target, 3) as better_than, score, year(created_at) as year, scale, figures,
  round(bc_main, 3) as bc_main, round(bc_reverse, 3) as bc_reverse
from picture_quality as q left join posts on posts.booru = q.booru and posts.post_key = q.post_key
  left join (select path, scale, figures from compositions) as c using (path)
where fitted is not null and not exists (from duplicates as d where d.path = q.path and d.plan = 'drop') and contains(coalesce(q.booru, ''), $board) and ($scale = '' or scale = $scale)
order by q.fitted desc, path
limit $limit
