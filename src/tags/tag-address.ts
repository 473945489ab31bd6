import { boardNamed } from './boards.js';

const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** The page of a board that lists the posts of a tag; null where none is known. */
export function tagPage(booru: string, tag: string): string | null {
  return boardNamed(booru)?.tagPage?.replace('{tag}', encoded(tag)) ?? null;
}

/** The page of a post on its board; null where none is known. */
export function postPage(booru: string, fid: string): string | null {
  return boardNamed(booru)?.postPage?.replace('{id}', encoded(fid)) ?? null;
}
