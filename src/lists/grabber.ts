import { tagCategories } from '../tags/categories.js';
import { webAddress } from '../tags/file-address.js';
import { allFacts, type ListedPost } from './listed-posts.js';
import { postList } from './post-list.js';
import { folderOf, postName, stem } from './post-name.js';
import { TakenNames } from './taken-names.js';

const typeNames = new Map<number, string>((Object.entries(tagCategories)).map(([name, cat]) => [cat, name]));

/** Where a program has another name for a board. */
const siteOf = (booru: string): string => (booru === 'zerochan.net' ? 'www.zerochan.net' : booru);

const sizeOf = (address: string | null, width: number | null, height: number | null, bytes: number | null = null): object =>
  ({ ...(address === null ? {} : { url: address }), ...(bytes === null ? {} : { fileSize: bytes }), ...(width === null || height === null ? {} : { size: { width, height } }) });

function imageOf(post: ListedPost, address: string): object {
  const { booru, fid, md5, tags, rating_std, score, uploader, posted, source } = post;
  return {
    website: siteOf(booru), id: fid, md5: md5 ?? '', name: '', url: address, search: [],
    sizes: {
      full: sizeOf(address, post.width, post.height, post.file_size), sample: sizeOf(webAddress(post.sample_url), post.sample_width, post.sample_height), thumbnail: sizeOf(webAddress(post.preview_url), null, null),
    },
    tags: tags.map(({ name, cat }) => ({ text: name, type: typeNames.get(cat) ?? 'unknown' })),
    data: { rating: rating_std ?? 'unknown', ...(score === null ? {} : { score }), ...(uploader === null ? {} : { author: uploader }), ...(posted === null ? {} : { date: `date:${posted}` }), ...(source === null ? {} : { source }) },
  };
}

/**
 * Grabber's list of downloads, `.igl` of version 3, in JSON: each post as a single picture under its name by the convention (Grabber's sources,
 * downloader/download-query-image.cpp and models/image.cpp; format reference A8.2, E3). A `^` in a name stands for itself when it is doubled. Ids with
 * letters are none in Grabber, so such posts have no address for it.
 */
export const grabber = postList('list of downloads of Grabber, .igl', { tags: 'all', mirrors: false, facts: allFacts }, ({ dir = 'pictures' }) => {
  const names = new TakenNames();
  let isFirst = true;
  return {
    start: '{"version":3,"batchs":[],"uniques":[\n',
    entry(post, address) {
      if (address === null || !/^\d+$/.test(post.fid)) return null;
      const filename = `${stem(names.free(postName(post, 'jpg'))).replaceAll('^', '^^')}.%ext%`;
      const text = JSON.stringify({ site: siteOf(post.booru), filename, path: folderOf(dir, post.booru), image: imageOf(post, address) });
      const joined = isFirst ? text : `,\n${text}`;
      isFirst = false;
      return joined;
    },
    end: '\n]}\n',
  };
});
