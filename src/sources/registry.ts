import { danbooruPosts, gwernPosts } from './danbooru-posts.js';
import { animeOfflineDatabase } from './anime-offline-database.js';
import { danbooruAliases, danbooruImplications, danbooruTags } from './danbooru-tags.js';
import { gelbooruJson } from './gelbooru-json.js';
import { gelbooruTags } from './gelbooru-tags.js';
import { gelbooruXml } from './gelbooru-xml.js';
import { kaggleSafebooru } from './kaggle-safebooru.js';
import { moebooruPages } from './moebooru-pages.js';
import { moebooruPosts, moebooruXml } from './moebooru-posts.js';
import { moebooruTags } from './moebooru-tags.js';
import { bcPosts } from './bc-posts.js';
import { bcTags } from './bc-tags.js';
import { booruCharsTaglist } from './booru-chars-taglist.js';
import { cooccurrenceCsv } from './cooccurrence-csv.js';
import { jikanAnime, jikanRelations } from './jikan-anime.js';
import { jikanCast, jikanCharacters } from './jikan-characters.js';
import { malKaggle2018 } from './mal-kaggle-2018.js';
import { malCharacterList, malTitleList } from './mal-lists.js';
import { sbTags } from './sb-tags.js';
import { v20 } from './v20.js';
import type { Source } from './source.js';

/** Every source, in the order in which a file is tried against them. */
export const sources: readonly Source[] = [
  danbooruPosts, gwernPosts, danbooruTags, danbooruAliases, danbooruImplications,
  gelbooruJson, gelbooruXml, gelbooruTags, kaggleSafebooru, moebooruPosts, moebooruPages, moebooruXml, moebooruTags,
  bcPosts, bcTags, booruCharsTaglist, sbTags, v20, cooccurrenceCsv, malKaggle2018, malTitleList, malCharacterList,
  animeOfflineDatabase, jikanAnime, jikanCharacters, jikanCast, jikanRelations,
];
