import { danbooruArtists, danbooruWikiPages } from './danbooru/danbooru-names.js';
import { danbooruPools } from './danbooru/danbooru-pools.js';
import { danbooruPosts, gwernPosts } from './danbooru/danbooru-posts.js';
import { danbooruXml } from './danbooru/danbooru-xml.js';
import { animeOfflineDatabase } from './myanimelist/anime-offline-database.js';
import { danbooruAliases, danbooruImplications, danbooruTags } from './danbooru/danbooru-tags.js';
import { e621Export, e621Posts } from './e621/e621-posts.js';
import { e621Pools } from './e621/e621-pools.js';
import { e621Aliases, e621Implications, e621Tags } from './e621/e621-tags.js';
import { galleryDlJson } from './gallery-dl/gallery-dl-json.js';
import { galleryDlText } from './gallery-dl/gallery-dl-text.js';
import { gelbooruJson } from './gelbooru/gelbooru-json.js';
import { gelbooruTags } from './gelbooru/gelbooru-tags.js';
import { gelbooruXml } from './gelbooru/gelbooru-xml.js';
import { grabberList } from './grabber/grabber-list.js';
import { grabberLog } from './grabber/grabber-log.js';
import { hydrusJson, hydrusText } from './hydrus/hydrus-sidecar.js';
import { kaggleSafebooru } from './gelbooru/kaggle-safebooru.js';
import { moebooruPages } from './moebooru/moebooru-pages.js';
import { moebooruPosts, moebooruXml } from './moebooru/moebooru-posts.js';
import { moebooruTags } from './moebooru/moebooru-tags.js';
import { bcPosts } from './booru-chars/bc-posts.js';
import { bcTags } from './booru-chars/bc-tags.js';
import { booruCharsTaglist } from './booru-chars/booru-chars-taglist.js';
import { cooccurrenceCsv } from './tools/cooccurrence-csv.js';
import { jikanAnime, jikanRelations } from './myanimelist/jikan-anime.js';
import { jikanCast, jikanCharacters } from './myanimelist/jikan-characters.js';
import { malKaggle2018 } from './myanimelist/mal-kaggle-2018.js';
import { malCharacterList, malTitleList } from './myanimelist/mal-lists.js';
import { sbTags } from './booru-chars/sb-tags.js';
import { v20 } from './booru-chars/v20.js';
import { sankakuOldPosts, sankakuPosts } from './sankaku/sankaku-posts.js';
import { sankakuScrape } from './sankaku/sankaku-scrape.js';
import { sankakuTagList } from './sankaku/sankaku-tags.js';
import { shuushuuGrab } from './e-shuushuu/shuushuu-grab.js';
import { shuushuuImages, shuushuuImageTags } from './e-shuushuu/shuushuu-images.js';
import { shuushuuTagList } from './e-shuushuu/shuushuu-tags.js';
import { shuushuuPostTexts, shuushuuTagTexts } from './e-shuushuu/shuushuu-texts.js';
import { zerochanPages, zerochanPageTags } from './zerochan/zerochan-grab.js';
import { zerochanJson } from './zerochan/zerochan-json.js';
import { zerochanRss } from './zerochan/zerochan-rss.js';
import { zerochanPostTexts, zerochanTagTexts } from './zerochan/zerochan-texts.js';
import type { Source } from './source.js';

/** Every source, in the order in which a file is tried against them. */
export const sources: readonly Source[] = [
  danbooruPosts, danbooruXml, gwernPosts, danbooruTags, danbooruAliases, danbooruImplications, danbooruArtists, danbooruWikiPages, danbooruPools,
  e621Posts, e621Export, e621Tags, e621Aliases, e621Implications, e621Pools,
  galleryDlJson, galleryDlText, gelbooruJson, gelbooruXml, gelbooruTags, kaggleSafebooru, moebooruPosts, moebooruPages, moebooruXml, moebooruTags,
  sankakuPosts, sankakuOldPosts, sankakuTagList, sankakuScrape,
  shuushuuImages, shuushuuImageTags, shuushuuTagList, shuushuuGrab, shuushuuPostTexts, shuushuuTagTexts,
  zerochanJson, zerochanPages, zerochanPageTags, zerochanRss, zerochanPostTexts, zerochanTagTexts,
  bcPosts, bcTags, booruCharsTaglist, sbTags, v20, cooccurrenceCsv, malKaggle2018, malTitleList, malCharacterList,
  animeOfflineDatabase, jikanAnime, jikanCharacters, jikanCast, jikanRelations,
  hydrusJson, hydrusText, grabberList, grabberLog,
];
