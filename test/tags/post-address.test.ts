import { expect, it } from 'vitest';
import { postOfAddress } from '../../src/tags/post-address.js';

it.each([
  ['https://danbooru.donmai.us/posts/6123456?q=miku', 'danbooru.donmai.us', '6123456'],
  ['http://safebooru.donmai.us/post/show/12', 'danbooru.donmai.us', '12'],
  ['https://gelbooru.com/index.php?page=post&s=view&id=0012&tags=a', 'gelbooru.com', '12'],
  ['https://safebooru.org/index.php?s=view&page=post&id=5', 'safebooru.org', '5'],
  ['https://tbib.org/index.php?page=post&s=view&id=6', 'tbib.org', '6'],
  ['https://yande.re/post/show/7/some_tags', 'yande.re', '7'],
  ['https://konachan.net/post/show/8', 'konachan.com', '8'],
  ['https://chan.sankakucomplex.com/en/posts/y0abGlDOr2o', 'chan.sankakucomplex.com', 'y0abGlDOr2o'],
  ['https://sankaku.app/posts/y0abGlDOr2o', 'chan.sankakucomplex.com', 'y0abGlDOr2o'],
  ['https://chan.sankakucomplex.com/post/show/9', 'chan.sankakucomplex.com', '9'],
  ['https://e-shuushuu.net/image/10/', 'e-shuushuu.net', '10'],
  ['https://www.zerochan.net/11', 'zerochan.net', '11'],
  ['https://anime-pictures.net/posts/12?lang=en', 'anime-pictures.net', '12'],
  ['https://anime-pictures.net/pictures/view_post/13?lang=en', 'anime-pictures.net', '13'],
  ['https://e621.net/posts/14', 'e621.net', '14'],
])('reads %s', (address, booru, fid) => {
  expect(postOfAddress(address)).toEqual({ booru, fid });
});

it.each([
  'https://cdn.donmai.us/original/0f/3c/0f3c.png', 'https://gelbooru.com/index.php?page=pool&s=show&id=5', 'https://gelbooru.com/index.php?page=post&s=view&id=x', 'https://danbooru.donmai.us/posts', 'https://www.pixiv.net/artworks/5',
  'https://danbooru.donmai.us.evil.example/posts/5', 'https://idol.sankakucomplex.com/post/show/5', 'danbooru.donmai.us/posts/5', 'https://', 'https://www.zerochan.net/Hatsune+Miku', 'https://static.zerochan.net/a.full.5.jpg',
])('finds no post in %s', (address) => {
  expect(postOfAddress(address)).toBeNull();
});
