import { danbooruPosts, gwernPosts } from './danbooru/danbooru-posts.js';
import { animeOfflineDatabase } from './myanimelist/anime-offline-database.js';
import { danbooruAliases, danbooruImplications, danbooruTags } from './danbooru/danbooru-tags.js';
import { gelbooruJson } from './gelbooru/gelbooru-json.js';
import { gelbooruPython } from './gelbooru/gelbooru-python.js';
import { gelbooruTags } from './gelbooru/gelbooru-tags.js';
import { gelbooruXml } from './gelbooru/gelbooru-xml.js';
import { safeGrab, sidebarTags } from './gelbooru/scraped-texts.js';
import { danbooruRepackaged } from './danbooru/repackaged.js';
import { kblueleafPosts, kblueleafTags } from './danbooru/kblueleaf.js';
import { danbGrab } from './danbooru/danb-grab.js';
import { kaggleSafebooru } from './gelbooru/kaggle-safebooru.js';
import { moebooruPages } from './moebooru/moebooru-pages.js';
import { moebooruPosts, moebooruXml } from './moebooru/moebooru-posts.js';
import { moebooruTags } from './moebooru/moebooru-tags.js';
import { moebooruReleasePosts, moebooruRepack, moebooruRip } from './moebooru/release-posts.js';
import { moebooruReleaseLinks, moebooruReleaseTags } from './moebooru/release-tags.js';
import { moebooruTagSummary } from './moebooru/tag-summary.js';
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
import { animePicturesApi } from './anime-pictures/anime-pictures-api.js';
import { animePicturesDownloads, animePicturesPython, animePicturesTags } from './anime-pictures/anime-pictures-texts.js';
import type { Source } from './source.js';

/** Every source, in the order in which a file is tried against them. */
export const sources: readonly Source[] = [
  danbooruPosts, gwernPosts, danbooruTags, danbooruAliases, danbooruImplications,
  gelbooruJson, gelbooruXml, gelbooruTags, kaggleSafebooru, moebooruPosts, moebooruPages, moebooruXml, moebooruTags,
  danbooruRepackaged, kblueleafTags, kblueleafPosts, gelbooruPython, safeGrab, sidebarTags, danbGrab, moebooruTagSummary, moebooruReleasePosts, moebooruRip, moebooruRepack, moebooruReleaseTags, moebooruReleaseLinks,
  bcPosts, bcTags, booruCharsTaglist, sbTags, v20, cooccurrenceCsv, malKaggle2018, malTitleList, malCharacterList,
  animePicturesApi, animePicturesPython, animePicturesDownloads, animePicturesTags,
  animeOfflineDatabase, jikanAnime, jikanCharacters, jikanCast, jikanRelations,
];
