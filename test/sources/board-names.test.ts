import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { boardInText, boardOfUrlSql } from '../../src/tags/boards.js';

it.each([
  ['https://img3.gelbooru.com/images/0f/3c/a.png', 'gelbooru.com'], ['//safebooru.org/images/1/a.jpg', 'safebooru.org'], ['HTTPS://Files.Yande.RE/image/a.jpg', 'yande.re'], ['http://konachan.net:80/a.jpg', 'konachan.com'],
  ['https://cdn.donmai.us/original/a.jpg', 'danbooru.donmai.us'], ['https://safebooru.donmai.us/a', 'danbooru.donmai.us'], ['https://raikou1.donmai.us', 'danbooru.donmai.us'],
  ['https://notgelbooru.com/a.jpg', null], ['https://gelbooru.com.example.org/a.jpg', null], ['https://example.org/gelbooru.com/a.jpg', null], ['https://example.org/?u=//gelbooru.com/', null], ['gelbooru.com/a.jpg', null], ['', null],
])('the board of %s is %s', async (url, board) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const result = await connection.run(`SELECT ${boardOfUrlSql('u')} FROM (SELECT $u AS u)`, { u: url });
  expect(await result.getRowsJS()).toEqual([[board]]);
  connection.closeSync();
  instance.closeSync();
});

describe('the board a path names', () => {
  it.each([
    ['/dumps/yandere/post.json', 'yande.re'], ['/dumps/danbooru/gelbooru/tags.csv', 'gelbooru.com'], ['gelbooru.xml', 'gelbooru.com'], ['konachan-tags.xml', 'konachan.com'], ['tbib_2020.json', 'tbib.org'],
    ['C:\\dumps\\safebooru\\all.csv', 'safebooru.org'], ['/d/safebooru.org/posts.json', 'safebooru.org'], ['/d/safebooru.donmai.us/posts.json', 'danbooru.donmai.us'], ['/d/SB/posts.csv', 'safebooru.org'],
    ['/home/me/posts.json', null], ['/data/one-zero.json', null], ['/data/mygelbooru/tags.csv', null],
  ])('%s: %s', (path, board) => expect(boardInText(path)).toBe(board));
});
