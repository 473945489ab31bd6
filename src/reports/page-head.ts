import { escapeHtml } from './html.js';

/** The beginning of an HTML file up to its body: what it may fetch and run (a Content-Security-Policy), light and dark, its title and style. */
export function pageHead(title: string, policy: string, style: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>`;
}
