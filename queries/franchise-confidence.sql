-- title: Can the confidence be trusted?
-- topic: Franchises
-- description: Members of franchises by how much of their company is inside, and how often a loaded list of franchises disagrees. If the share that differs does not grow towards the bottom, low confidence is no reason to doubt. A tag differs when most of its labelled franchise was found elsewhere.
-- chart: bar x=tags y=confidence color=label_says stack=normalize
with label as (select tag_name, tag_cat, min(id) as id from labels where kind = 'franchise' group by all having count(distinct id) = 1),
shared as (select id, franchise_id, count(*) as n from label join franchise_members using (tag_name, tag_cat) group by all),
main as (select id, arg_max(franchise_id, (n, -franchise_id)) as mostly from shared group by id),
judged as (
  select m.tag_name, m.posts, case when label.id is null then 'no label' when main.mostly = m.franchise_id then 'agrees' else 'differs' end as label_says,
    case when confidence is null then 6 when confidence >= 1 then 1 when confidence >= 0.95 then 2 when confidence >= 0.8 then 3 when confidence >= 0.5 then 4 else 5 end as band
  from franchise_members m left join label using (tag_name, tag_cat) left join main on main.id = label.id where rule <> 'alias'
)
select ['all inside', '95 to 99 %', '80 to 94 %', '50 to 79 %', 'under 50 %', 'by name only'][band] as confidence, label_says, count(*) as tags,
  round(100 * count(*) / sum(count(*)) over (partition by band), 1) as percent_of_band, arg_max(tag_name, (m.posts, tag_name)) as best_known
from judged m where label_says <> 'no label' or (select count(*) from label) = 0
group by band, label_says
order by band, label_says
