-- title: How vocabularies grow
-- topic: Tags and fashions
-- description: How many tags were used for the first time in each year, and how many of them were used again and again. New names never end, but most are used a few times: the vocabulary worth mining grows far more slowly. First is the post with the lowest number.
-- param: board VARCHAR = '' -- a board, or a part of its name
-- param: uses INTEGER = 10 -- tags with so many posts have come to stay
-- chart: bar x=year y=new_tags color=category
with firsts as (select booru, tag_id, min(post_key) as post_key, count(*) as posts from tag_posts where contains(booru, $board) group by all)
select year(created_at) as year, case tag_cat when 0 then 'general' when 1 then 'artist' when 3 then 'copyright' when 4 then 'character' when 5 then 'meta' else 'unknown' end as category,
  count(*) as new_tags, count(*) filter (firsts.posts >= $uses) as came_to_stay, round(100 * came_to_stay / new_tags, 1) as percent_stayed, arg_max(tag_name, (firsts.posts, tag_name)) as most_used
from firsts join posts using (booru, post_key) join tags using (tag_id)
where created_at is not null
group by year, tag_cat
order by list_position(['general', 'character', 'copyright', 'artist', 'meta', 'unknown'], category), year
