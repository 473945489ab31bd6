import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Files of the folder `script`, compiled; together they are one script, so what runs at once comes last. */
const parts = ['elements', 'rows', 'search', 'galleries', 'marks', 'span', 'brush', 'plane', 'tip', 'chart', 'start'];

interface PageScript {
  readonly text: string;
  /** The one source that a page's policy lets run: this text and no other. */
  readonly source: string;
}

let read: PageScript | undefined;

/** The script of every page: it adds sorting, search and charts that answer to what can be read without it. */
export function pageScript(): PageScript {
  return (read ??= readScript());
}

function readScript(): PageScript {
  const folder = new URL('../../dist/reports/script/', import.meta.url);
  const body = parts.map((part) => readFileSync(new URL(`${part}.js`, folder), 'utf8').replace(/^"use strict";\n|^\s+/gm, '')).join('');
  const text = `(()=>{"use strict";\n${body}})();`;
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
