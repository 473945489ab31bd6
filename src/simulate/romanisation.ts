const kanaTable: Record<string, string> = {};
const rows: Record<string, string> = {
  '': 'アイウエオ', k: 'カキクケコ', g: 'ガギグゲゴ', s: 'サシスセソ', z: 'ザジズゼゾ', t: 'タチツテト', d: 'ダヂヅデド', n: 'ナニヌネノ',
  h: 'ハヒフヘホ', b: 'バビブベボ', p: 'パピプペポ', m: 'マミムメモ', r: 'ラリルレロ',
};
for (const [consonant, kana] of Object.entries(rows)) {
  [...'aiueo'].forEach((vowel, i) => (kanaTable[consonant + vowel] = kana[i]!));
  if (consonant) for (const [vowel, small] of [['a', 'ャ'], ['u', 'ュ'], ['o', 'ョ']] as const) kanaTable[`${consonant}y${vowel}`] = kana[1]! + small;
}
Object.assign(kanaTable, {
  shi: 'シ', chi: 'チ', tsu: 'ツ', fu: 'フ', ji: 'ジ', ya: 'ヤ', yu: 'ユ', yo: 'ヨ', wa: 'ワ', n: 'ン',
  sha: 'シャ', shu: 'シュ', sho: 'ショ', cha: 'チャ', chu: 'チュ', cho: 'チョ', ja: 'ジャ', ju: 'ジュ', jo: 'ジョ',
});

function wordKana(word: string): string | undefined {
  let kana = '';
  for (let at = 0; at < word.length; ) {
    const length = [3, 2, 1].find((n) => at + n <= word.length && kanaTable[word.slice(at, at + n)] !== undefined);
    if (length === undefined) return undefined;
    kana += kanaTable[word.slice(at, at + length)];
    at += length;
  }
  return kana;
}

/** Hepburn romaji in katakana; words that are no romaji are put in capitals, `_` becomes a middle dot, signs stay. */
export function katakana(romaji: string): string {
  return romaji.replace(/_/g, '・').replace(/[a-z]+/g, (word) => wordKana(word) ?? word.toUpperCase());
}

/** Hepburn to Kunrei spelling: shi to si, chi to ti, tsu to tu, fu to hu, ji to zi. */
export function kunrei(romaji: string): string {
  return romaji
    .replace(/sh([auo])/g, 'sy$1').replace(/ch([auo])/g, 'ty$1').replace(/j([auo])/g, 'zy$1')
    .replace(/shi/g, 'si').replace(/chi/g, 'ti').replace(/tsu/g, 'tu').replace(/fu/g, 'hu').replace(/ji/g, 'zi');
}

/** Long vowels written short: ou and oo to o, uu to u. */
export function shortVowels(romaji: string): string {
  return romaji.replace(/o[ou]/g, 'o').replace(/uu/g, 'u');
}

/** Long o written oh, as in old passports: ou to oh. */
export function passport(romaji: string): string {
  return romaji.replace(/ou/g, 'oh');
}

/** The other spellings of a name that differ from it, in fixed order. */
export function otherSpellings(romaji: string): string[] {
  const all = [shortVowels(romaji), kunrei(romaji), passport(romaji)];
  return [...new Set(all)].filter((spelling) => spelling !== romaji);
}
