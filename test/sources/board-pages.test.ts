import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf } from './fixture.js';

const tag = (id: number, name: string) => `<span class='tag'>"<a href="/tags/${id}">${name}</a>"</span>`;
const block = (id: number, more: Readonly<Record<string, string>> = {}) => {
  const facts = { 'Submitted By': '<span class="reg_user"><a href="/user/5/">up &amp; loader</a></span>', 'Submitted On': 'October 4th, 2020 11:27 AM', 'File size': '1.5 MB', Dimensions: '1200x1697 (2.04 MPixel)', Favorites: '7', ...more };
  return `<div class="image_thread display" id="i${id}">
  <div class="title"><h2><a href="/image/${id}/">Image #${id}</a></h2></div>
  <div class="image_block">
    <h2><a href="/image/${id}/">Image</a></h2>
    <div class="thumb"><a class="thumb_image" href="/images/2020-10-04-${id}.jpeg" target="_blank"><img src="/images/thumbs/2020-10-04-${id}.jpeg" alt="x"/></a></div>
    <div class="meta"><dl>
${Object.entries(facts).filter(([, value]) => value !== '').map(([label, value]) => `      <dt>${label}:</dt>\n      <dd class="quicktag">\n        ${value}\n      </dd>`).join('\n')}
    </dl></div>
  </div>
</div>`;
};
const saved = (...blocks: string[]) => `<!DOCTYPE html>\n<html><head><title>E-Shuushuu</title></head>\n<body>\n${blocks.join('\n')}\n</body></html>\n`;
const tags = { Tags: `${tag(46, 'long hair')} ${tag(47, 'it&#039;s')}`, Source: tag(1234, 'Vocaloid'), Characters: tag(7, 'Hatsune Miku'), Artist: tag(5001, 'Some Artist') };

it('reads saved pages of the old e-shuushuu, of one image or several', async () => {
  const bare = { 'Submitted By': '', 'Submitted On': '', 'File size': '', Dimensions: '', Favorites: '' };
  const fixture = await loadFixture({ 'list.html': saved(block(1039672, tags), block(2, bare)), 'one.html': saved(block(3, { 'File size': '891 KB' })) });
  expect(sourcesOf(fixture)).toEqual(['e-shuushuu-pages', 'e-shuushuu-pages']);
  expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0]]);
  const picture = (id: number) => [`https://e-shuushuu.net/images/2020-10-04-${id}.jpeg`, `https://e-shuushuu.net/images/thumbs/2020-10-04-${id}.jpeg`];
  expect(await fixture.rows('SELECT fid, created_at, created_precision, rating_level, favs, file_ext, file_size, width, height, file_url, preview_url, uploader, origin, tag_origin FROM posts ORDER BY fid_num')).toEqual([
    ['2', null, null, 2, null, 'jpeg', null, null, null, ...picture(2), null, 'release', null],
    ['3', new Date('2020-10-04T11:27Z'), 'minute', 2, 7, 'jpeg', 912384, 1200, 1697, ...picture(3), 'up & loader', 'release', null],
    ['1039672', new Date('2020-10-04T11:27Z'), 'minute', 2, 7, 'jpeg', 1572864, 1200, 1697, ...picture(1039672), 'up & loader', 'release', 'release'],
  ]);
  expect(await fixture.rows('SELECT tag_name, tag_cat, tag_type_raw, board_tag_id FROM post_tag_names JOIN tags USING (booru, tag_id, tag_name, tag_cat) ORDER BY 1')).toEqual([
    ['Hatsune Miku', 4, 'character', 7], ['Some Artist', 1, 'artist', 5001], ['Vocaloid', 3, 'source', 1234], [`it's`, 0, 'theme', 47], ['long hair', 0, 'theme', 46],
  ]);
});

it('rejects blocks whose facts are wrong, each alone', async () => {
  const unnamed = block(9).replaceAll('/image/9/', '/').replaceAll('2020-10-04-9', 'x');
  const pages = { 'a.html': saved(block(1), block(2, { 'Submitted On': 'soon' }), block(3, { 'File size': 'big' }), block(4, { Dimensions: 'wide' }), block(5, { Favorites: 'many' }), unnamed, block(1, { Favorites: '8' })), 'b.html': Buffer.concat([Buffer.from(saved(block(6))), Buffer.from('caf\xe9', 'latin1')]), 'c.html': `${saved(block(7))}${' '.repeat(17 << 20)}` };
  const fixture = await loadFixture(pages);
  expect((await fixture.rejects()).map(([reason, detail, row]) => [reason, detail, row])).toEqual([
    ['superseded', 'the file has a newer row of it', 1], ['bad_value', 'field submitted', 2], ['bad_value', 'field file_size', 3], ['bad_value', 'field dimensions', 4], ['bad_value', 'field favorites', 5], ['missing_key', 'no image_id', 6],
    ['bad_encoding', null, 1], ['line_too_long', null, 1],
  ]);
  expect(counts(fixture)).toEqual([[7, 1, 6], [1, 0, 1], [1, 0, 1]]);
  const line = Number((await fixture.rows('SELECT line FROM rejects WHERE row = 2'))[0]![0]);
  expect(pages['a.html'].split('\n')[line - 1]).toContain('class="image_block"');
  expect(pages['a.html'].split('\n')[line]).toContain('/image/2/');
});

const ld = `{
  "@context": "http://schema.org",
  "@type": "ImageObject",
  "name": "Jojo\\'s "Best" One",
  "author": {"@type": "Person", "name": "up\\'loader"},
  "contentUrl": "https://static.zerochan.net/Hatsune.Miku.full.2920445.jpg",
  "thumbnail": "https://s3.zerochan.net/240/45/04/2920445.jpg",
  "encodingFormat": "jpg",
  "datePublished": "Fri Apr 24 21:33:44 2020",
  "width": "1920 px",
  "height": "1080 px",
  "contentSize": "1929kB"
}`;
const post = (json: string, list: string) => `<!DOCTYPE html>
<html><head><script type="application/ld+json">{"@type": "BreadcrumbList", "url": "https://www.zerochan.net/"}</script>
<script type="application/ld+json">${json}</script></head>
<body><div id="menu"><ul id="tags">${list}</ul></div><ul id="related"><li><a>Not a tag</a> Theme</li></ul></body></html>`;
const old = '<li class="character"><a href="/Hatsune+Miku">Hatsune Miku</a> Character</li><li><a href="/Vocaloid">VOCALOID</a> Series, Game</li><li class="theme"><a href="/x">Twin Tails</a> Theme</li>';
const fresh = '<li class="visual_novel primary" data-type="visual_novel" data-tag="A &amp; B"><a href="/a">A &amp; B...</a></li>\n<li class="mangaka"><p><a data-tag="Some Artist" href="/s">Some Ar...</a></p></li><li><a href="/o">Odd</a></li>';

it('reads saved pages of zerochan: the picture, its tags and their types', async () => {
  const fixture = await loadFixture({ 'old.html': post(ld, old), 'new.html': post(ld.replace('2920445.jpg', '5.png'), fresh), 'bare.html': post(ld.replace('2920445.jpg', '6.jpg'), '') });
  expect(sourcesOf(fixture)).toEqual(['zerochan-html', 'zerochan-html', 'zerochan-html']);
  expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0], [1, 1, 0]]);
  expect(await fixture.rows('SELECT fid, created_at, file_size, width, height, file_url, uploader, origin, tag_origin FROM posts ORDER BY fid_num')).toEqual([
    ['5', new Date('2020-04-24T21:33:44Z'), 1975296, 1920, 1080, 'https://static.zerochan.net/Hatsune.Miku.full.5.png', `up'loader`, 'release', 'board'],
    ['6', new Date('2020-04-24T21:33:44Z'), 1975296, 1920, 1080, 'https://static.zerochan.net/Hatsune.Miku.full.6.jpg', `up'loader`, 'release', null],
    ['2920445', new Date('2020-04-24T21:33:44Z'), 1975296, 1920, 1080, 'https://static.zerochan.net/Hatsune.Miku.full.2920445.jpg', `up'loader`, 'release', 'board'],
  ]);
  expect(await fixture.rows('SELECT n.fid, t.tag_name, t.tag_cat, t.tag_type_raw FROM post_tag_names AS n JOIN tags AS t USING (booru, tag_id) ORDER BY 1, 2')).toEqual([
    ['2920445', 'Hatsune Miku', 4, 'character'], ['2920445', 'Twin Tails', 0, 'theme'], ['2920445', 'VOCALOID', 3, 'series, game'], ['5', 'A & B', 3, 'visual novel'], ['5', 'Odd', -1, null], ['5', 'Some Artist', 1, 'mangaka'],
  ]);
});

it('rejects pages without a picture and with broken facts', async () => {
  const fixture = await loadFixture({ 'a.html': post('{"contentUrl": 1}', old), 'b.html': post(ld.slice(0, -1), old), 'c.html': post(ld.replace('1920 px', 'wide'), old), 'd.html': post(ld.replaceAll('static.zerochan.net', 'example.com'), old) });
  expect((await fixture.rejects()).map(([reason, detail, row, line]) => [reason, reason === 'bad_json' ? null : detail, row, line])).toEqual([
    ['missing_key', 'no JSON-LD of a picture', 1, 1], ['bad_json', null, 1, 3], ['bad_value', 'field width', 1, 3], ['unknown_board', 'the address is not of zerochan.net', 1, 3],
  ]);
  expect(counts(fixture)).toEqual(Array(4).fill([1, 0, 1]));
});

it('excludes tags of the list', async () => {
  const fixture = await loadFixture({ 'a.html': saved(block(1, { Tags: tag(1, 'Loli') })), 'b.html': post(ld, old.replace('Twin Tails', 'Shota')) });
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['excluded', 'excluded']);
});
