-- title: Members a franchise is least sure of
-- topic: Franchises
-- description: Copyrights and characters that keep more company outside their franchise than inside, most used first, beside what a loaded list says of them. Where the list differs, ask boorulab franchises why TAG; where it agrees, the tag simply gets about.
-- param: max_confidence DOUBLE = 0.6 -- only members whose company is in the franchise to at most this part, 0 to 1
-- param: limit INTEGER = 100 -- how many tags
-- chart: bar x=posts y=tag color=label_says limit=25 sort=value
with label as (select tag_name, tag_cat, min(id) as id, min(name) as labelled_as from labels where kind = 'franchise' group by all having count(distinct id) = 1),
shared as (select id, franchise_id, count(*) as n from label join franchise_members using (tag_name, tag_cat) group by all),
main as (select id, arg_max(franchise_id, (n, -franchise_id)) as mostly from shared group by id)
select m.tag_name as tag, case m.tag_cat when 3 then 'copyright' else 'character' end as kind, franchise_name as franchise, m.posts, round(100 * confidence, 1) as percent_confident,
  rule, follows, labelled_as, case when label.id is null then 'no label' when main.mostly = m.franchise_id then 'agrees' else 'differs' end as label_says
from franchise_members m left join label using (tag_name, tag_cat) left join main on main.id = label.id
where confidence <= $max_confidence and rule <> 'alias'
order by m.posts desc, tag limit $limit
