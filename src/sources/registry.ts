import { anidbTitles } from './anidb/anidb-titles.js';
import { animePicturesApi } from './anime-pictures/anime-pictures-api.js';
import { animePicturesDownloads, animePicturesPython, animePicturesTags } from './anime-pictures/anime-pictures-texts.js';
import { bc2015 } from './booru-chars/bc-2015.js';
import { bc2023 } from './booru-chars/bc-2023.js';
import { bcAreas, bcTextBoxes, bcYolo } from './booru-chars/bc-boxes.js';
import { bcsArch, bcsTorr } from './booru-chars/bc-files.js';
import { areaLog, textBoxLog, yoloLog } from './booru-chars/bc-logs.js';
import { bcPosts } from './booru-chars/bc-posts.js';
import { bcTags } from './booru-chars/bc-tags.js';
import { bcnDetect, bcnLineup } from './booru-chars/bcn-boxes.js';
import { booruCharsTaglist } from './booru-chars/booru-chars-taglist.js';
import { danbooru512, md5List } from './booru-chars/picture-logs.js';
import { sbTags } from './booru-chars/sb-tags.js';
import { v20 } from './booru-chars/v20.js';
import { danbGrab } from './danbooru/danb-grab.js';
import { danbooruArtists, danbooruWikiPages } from './danbooru/danbooru-names.js';
import { danbooruPools } from './danbooru/danbooru-pools.js';
import { danbooruPosts, gwernPosts } from './danbooru/danbooru-posts.js';
import { danbooruAliases, danbooruImplications, danbooruTags } from './danbooru/danbooru-tags.js';
import { danbooruXml } from './danbooru/danbooru-xml.js';
import { kblueleafPosts, kblueleafTags } from './danbooru/kblueleaf.js';
import { danbooruRepackaged } from './danbooru/repackaged.js';
import { shuushuuGrab } from './e-shuushuu/shuushuu-grab.js';
import { shuushuuImages, shuushuuImageTags } from './e-shuushuu/shuushuu-images.js';
import { shuushuuPages } from './e-shuushuu/shuushuu-pages.js';
import { shuushuuTagList } from './e-shuushuu/shuushuu-tags.js';
import { shuushuuPostTexts, shuushuuTagTexts } from './e-shuushuu/shuushuu-texts.js';
import { e621Pools } from './e621/e621-pools.js';
import { e621Export, e621Posts } from './e621/e621-posts.js';
import { e621Aliases, e621Implications, e621Tags } from './e621/e621-tags.js';
import { galleryDlJson } from './gallery-dl/gallery-dl-json.js';
import { galleryDlText } from './gallery-dl/gallery-dl-text.js';
import { gelbooruJson } from './gelbooru/gelbooru-json.js';
import { gelbooruPython } from './gelbooru/gelbooru-python.js';
import { gelbooruTags } from './gelbooru/gelbooru-tags.js';
import { gelbooruXml } from './gelbooru/gelbooru-xml.js';
import { kaggleSafebooru } from './gelbooru/kaggle-safebooru.js';
import { safeGrab, sidebarTags } from './gelbooru/scraped-texts.js';
import { grabberList } from './grabber/grabber-list.js';
import { grabberLog } from './grabber/grabber-log.js';
import { hydrusJson, hydrusText } from './hydrus/hydrus-sidecar.js';
import { moebooruPages } from './moebooru/moebooru-pages.js';
import { moebooruPosts, moebooruXml } from './moebooru/moebooru-posts.js';
import { moebooruTags } from './moebooru/moebooru-tags.js';
import { moebooruReleasePosts, moebooruRepack, moebooruRip } from './moebooru/release-posts.js';
import { moebooruReleaseLinks, moebooruReleaseTags } from './moebooru/release-tags.js';
import { moebooruTagSummary } from './moebooru/tag-summary.js';
import { animeOfflineDatabase } from './myanimelist/anime-offline-database.js';
import { jikanAnime, jikanRelations } from './myanimelist/jikan-anime.js';
import { jikanCast, jikanCharacters } from './myanimelist/jikan-characters.js';
import { malCrawl2018, malKaggleCharacters } from './myanimelist/mal-crawls.js';
import { malKaggle2018 } from './myanimelist/mal-kaggle-2018.js';
import { malKaggle2020 } from './myanimelist/mal-kaggle-2020.js';
import { malCharacterList, malTitleList } from './myanimelist/mal-lists.js';
import { malAnimeScrape, malCharacterScrape } from './myanimelist/mal-scrapes.js';
import { sankakuOldPosts, sankakuPosts } from './sankaku/sankaku-posts.js';
import { sankakuScrape } from './sankaku/sankaku-scrape.js';
import { sankakuTagList } from './sankaku/sankaku-tags.js';
import { cooccurrenceCsv } from './tools/cooccurrence-csv.js';
import { czkawkaJson, czkawkaReport } from './tools/czkawka.js';
import { exiftoolCsv, exiftoolJson } from './tools/exiftool.js';
import { faceLog } from './tools/face-log.js';
import { fileNames } from './tools/file-names.js';
import { imagemagick } from './tools/imagemagick.js';
import { pathPairs } from './tools/path-pairs.js';
import { taggerTags } from './tools/tagger-tags.js';
import { captions, deepDanbooru, taggerScores } from './tools/taggers.js';
import { yoloLabels } from './tools/yolo-labels.js';
import { zerochanPages, zerochanPageTags } from './zerochan/zerochan-grab.js';
import { zerochanHtml } from './zerochan/zerochan-html.js';
import { zerochanJson } from './zerochan/zerochan-json.js';
import { zerochanRss } from './zerochan/zerochan-rss.js';
import { zerochanPostTexts, zerochanTagTexts } from './zerochan/zerochan-texts.js';
import type { Source } from './source.js';

/** Every source, in the order in which a file is tried against them. */
export const sources: readonly Source[] = [
  danbooruPosts, gwernPosts, danbooruTags, danbooruAliases, danbooruImplications, danbooruXml, danbooruArtists, danbooruWikiPages, danbooruPools, danbooruRepackaged, kblueleafTags, kblueleafPosts, danbGrab,
  gelbooruJson, gelbooruXml, gelbooruTags, kaggleSafebooru, gelbooruPython, safeGrab, sidebarTags,
  moebooruPosts, moebooruPages, moebooruXml, moebooruTags, moebooruTagSummary, moebooruReleasePosts, moebooruRip, moebooruRepack, moebooruReleaseTags, moebooruReleaseLinks,
  bc2015, bc2023, bcAreas, bcTextBoxes, bcYolo, bcsArch, bcsTorr, areaLog, textBoxLog, yoloLog, bcnDetect, bcnLineup, danbooru512, md5List, bcPosts, bcTags, booruCharsTaglist, sbTags, v20,
  e621Posts, e621Export, e621Tags, e621Aliases, e621Implications, e621Pools,
  galleryDlJson, galleryDlText,
  sankakuPosts, sankakuOldPosts, sankakuTagList, sankakuScrape,
  shuushuuImages, shuushuuImageTags, shuushuuTagList, shuushuuPages, shuushuuGrab, shuushuuPostTexts, shuushuuTagTexts,
  zerochanJson, zerochanHtml, zerochanPages, zerochanPageTags, zerochanRss, zerochanPostTexts, zerochanTagTexts,
  cooccurrenceCsv, fileNames, exiftoolCsv, exiftoolJson, imagemagick, czkawkaJson, czkawkaReport, pathPairs, faceLog, yoloLabels, deepDanbooru, taggerScores, taggerTags, captions,
  malKaggle2018, malTitleList, malCharacterList, malKaggle2020, malKaggleCharacters, malCrawl2018, malAnimeScrape, malCharacterScrape, animeOfflineDatabase, jikanAnime, jikanCharacters, jikanCast, jikanRelations,
  anidbTitles,
  animePicturesApi, animePicturesPython, animePicturesDownloads, animePicturesTags,
  hydrusJson, hydrusText,
  grabberList, grabberLog,
];
