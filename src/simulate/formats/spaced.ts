/**
 * A tag of danbooru as boards with spaces spell it: `_` becomes a space and, where `title` is set, the first letter of
 * each word a capital. To undo it, lower the letters and make spaces `_`: danbooru's names have neither capitals nor spaces.
 */
export function spaced(name: string, title: boolean): string {
  const words = name.replaceAll('_', ' ');
  return title ? words.replace(/(?<![^ (])[a-z]/g, (letter) => letter.toUpperCase()) : words;
}
