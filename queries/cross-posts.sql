-- title: The same file on two boards
-- topic: Cross-posts
-- description: How many files (by MD5) each pair of boards shares, and who had them first. The sure part of cross-post linking, before any picture is compared.
-- chart: heatmap x=later_board y=earlier_board color=files
with files as (
  select booru, md5, min(created_at) as seen, min(fid) as fid from posts where md5 is not null group by booru, md5
)
select a.booru as earlier_board, b.booru as later_board, count(*) as files,
  round(median(date_diff('hour', a.seen, b.seen)) / 24, 1) as median_days_between, min(a.fid) as example_fid
from files a join files b on a.md5 = b.md5 and a.booru <> b.booru and (a.seen < b.seen or (a.seen = b.seen and a.booru < b.booru))
group by all
order by earlier_board, later_board
