/** A post as the API of gelbooru.com gives it. */
export function gelbooruPost(id: number, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id, created_at: 'Sat Oct 14 02:02:35 -0500 2023', score: 5, width: 1200, height: 1600, md5: id.toString(16).padStart(32, '0'), directory: '0f/3c', image: 'a.png', rating: 'general', source: '', change: 1697266955,
    owner: 'danbooru', creator_id: 6498, parent_id: 0, sample: 0, tags: 'sky smile', title: '', file_url: `https://img4.gelbooru.com/images/0f/3c/${id}.png`, preview_url: '', sample_url: '', status: 'active', ...fields,
  };
}
