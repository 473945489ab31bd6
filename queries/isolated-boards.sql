-- title: Boards that keep to themselves
-- topic: Cross-posts
-- description: How many works of each board are on no other, and which board it shares most with. A board that tells neither MD5 nor source of its posts cannot be linked: see percent_told before you call it isolated. Needs boorulab link crossposts.
-- chart: bar x=percent_alone y=booru sort=value
with homes as (select distinct work_id, booru from works),
spread as (select work_id, count(*) as boards from homes group by work_id),
own as (select booru, count(*) as works, count(*) filter (boards = 1) as alone from homes join spread using (work_id) group by booru),
mates as (select a.booru, b.booru as mate, count(*) as works from homes a join homes b using (work_id) where a.booru <> b.booru group by all),
told as (select booru, round(100 * avg((md5 is not null or source is not null)::integer), 1) as percent_told from posts group by booru)
select booru, own.works, alone, round(100 * alone / own.works, 1) as percent_alone, mates.mate as shares_most_with, coalesce(mates.works, 0) as works_shared_with_it, percent_told
from own left join mates using (booru) join told using (booru)
qualify row_number() over (partition by booru order by mates.works desc nulls last, mates.mate) = 1
order by percent_alone desc, booru
