-- title: Franchises as the lists label them
-- topic: Franchises
-- description: What a hand-made list that was loaded calls a franchise: how many copyrights and characters each gathers, and how often they are used. The yardstick for the franchises found from posts; to the right many works, above many characters.
-- param: min_members INTEGER = 2 -- fewest tags in a franchise
-- chart: scatter x=works y=characters size=uses label=franchise
with members as (
  select distinct id, first_value(name) over (partition by id order by name nulls last) as franchise, booru, tag_name, tag_cat, "count"
  from labels where kind = 'franchise'
)
select any_value(franchise) as franchise, id as franchise_id, count(*) filter (members.tag_cat = 3) as works, count(*) filter (members.tag_cat = 4) as characters,
  sum(coalesce(post_count, "count"))::bigint as uses, arg_max(tag_name, "count") filter (members.tag_cat = 4) as main_character
from members left join tags using (booru, tag_name)
group by id having count(*) >= $min_members
order by uses desc, franchise_id
