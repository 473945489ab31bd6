-- title: Scales of the scene by board
-- topic: Pictures and composition
-- description: Which board has the portraits and which the full figures: the share of each scale, how many figures and how much face such pictures have, and their median score. Needs boorulab images composition.
-- chart: bar x=booru y=percent color=scale
select booru, scale, count(*) as pictures, round(100 * count(*) / sum(count(*)) over (partition by booru), 1) as percent,
  round(avg(figures), 2) as figures, round(100 * median(face_share), 1) as percent_face, median(score) as median_score
from compositions join posts using (booru, post_key)
where scale is not null
group by booru, scale
order by booru, list_position(['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide'], scale)
