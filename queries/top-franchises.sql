-- title: The largest franchises
-- topic: Franchises
-- description: Works that belong together, as found from the posts: how many copyrights and characters each gathers, and who and what is drawn most. Many posts on few characters is a cult of some faces; many characters on few posts is a cast nobody knows.
-- param: min_works INTEGER = 1 -- fewest copyrights in a franchise
-- param: limit INTEGER = 50 -- how many franchises
-- chart: bar x=posts y=franchise limit=25
with leaders as (select * from franchises where copyrights >= $min_works order by posts desc, name limit $limit),
members as (select franchise_id, tag_name, tag_cat, posts from franchise_members semi join leaders using (franchise_id) where rule <> 'alias'),
known as (
  select franchise_id, arg_max(tag_name, (posts, tag_name)) filter (tag_cat = 3) as main_work, arg_max(tag_name, (posts, tag_name)) filter (tag_cat = 4) as main_character,
    round(100 * max(posts) filter (tag_cat = 4) / nullif(sum(posts) filter (tag_cat = 4), 0), 1) as percent_main_character
  from members group by franchise_id
)
select name as franchise, copyrights as works, characters, posts, main_work, main_character, percent_main_character
from leaders left join known using (franchise_id)
order by posts desc, franchise
