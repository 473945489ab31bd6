import { dark, light, themeVariables } from '../charts/theme.js';
import { galleryStyle } from './gallery-style.js';
import { reviewStyle } from './review-style.js';
import { scriptStyle } from './script-style.js';

const sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Hiragino Sans', 'Noto Sans CJK JP', sans-serif";
const serif = "'Iowan Old Style', Charter, 'Bitstream Charter', 'Sitka Text', 'Source Serif 4', Cambria, 'Noto Serif', 'Hiragino Mincho ProN', 'Noto Serif CJK JP', Georgia, serif";
const mono = "ui-monospace, 'Cascadia Code', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace";

/** The style sheet of every page: the charts' colours for both themes, type, and the layout of screen, phone and paper. */
export const documentStyle = `
:root{color-scheme:light dark;${themeVariables(light)};--bl-line:#8a8c93;--ground:#f5f3ec;--wash:#efece3;--accent:#1d49a0;--bad:#9d2b2b;--sans:${sans};--serif:${serif};--mono:${mono}}
@media (prefers-color-scheme:dark){:root{${themeVariables(dark)};--bl-line:#7d818b;--ground:#121317;--wash:#22252c;--accent:#8fb4ee;--bad:#f2a1a1}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:62rem;padding:3.5rem 2rem 4rem;background:var(--ground);color:var(--bl-ink);font:1rem/1.6 var(--sans);font-synthesis-weight:none}
a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.18em;overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:3px}
header{margin-bottom:2.25rem}
nav{margin-bottom:1.75rem;font-size:.875rem}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
.kicker{margin:0 0 .4rem;color:var(--bl-soft);font-size:.8125rem;letter-spacing:.04em}
h1,h2,h3,h4,h5,h6{font-family:var(--serif);font-weight:600;line-height:1.2;text-wrap:balance;overflow-wrap:anywhere}
h1{margin:0;font-size:clamp(2rem,1.4rem + 2.6vw,3rem);letter-spacing:-.015em}
h2{margin:3rem 0 1rem;font-size:1.5rem}
h3{margin:2rem 0 .6rem;font-size:1.2rem}
.lead{max-width:40rem;margin:.9rem 0 0;color:var(--bl-soft);font:1.1875rem/1.5 var(--serif);text-wrap:pretty}
.prose{max-width:42rem}
.prose p,.prose li{text-wrap:pretty}
.prose li{margin:.25rem 0}
blockquote{margin:1rem 0;padding-left:1.1rem;border-left:3px solid var(--bl-rule);color:var(--bl-soft)}
hr{border:0;border-top:1px solid var(--bl-rule);margin:2.5rem 0}
figure{margin:1.75rem 0}
.plate,.card{background:var(--bl-paper);border:1px solid var(--bl-rule);border-radius:10px}
.plate{padding:1.5rem 1.6rem 1.2rem}
.chart svg,figure img{display:block;max-width:100%;height:auto;margin:0 auto}
.chart.narrow{display:none}
figcaption{margin-top:.9rem;color:var(--bl-soft);font-size:.875rem}
svg path:hover:has(title){opacity:.78}
.scroll{overflow:auto;max-height:min(80vh,48rem);margin:1rem 0 .5rem;background:var(--bl-paper);border:1px solid var(--bl-rule);border-radius:10px}
table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
th,td{padding:.5rem .9rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--bl-rule)}
tbody tr:last-child td{border-bottom:0}
th{color:var(--bl-soft);font-weight:600;white-space:nowrap}
thead th{position:sticky;top:0;z-index:1;background:var(--bl-paper);box-shadow:0 1px var(--bl-rule)}
td{max-width:26rem;overflow-wrap:anywhere;min-width:4rem}
tbody tr:hover{background:var(--wash)}
.n{text-align:right;white-space:nowrap}
.null,.count,.label{color:var(--bl-soft)}
.count,.label{margin:.4rem 0 0;font-size:.875rem}
pre{margin:.8rem 0;padding:1rem 1.2rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;font:.8125rem/1.6 var(--mono);border-radius:10px;tab-size:4}
.code{background:var(--wash)}
.output{background:var(--bl-paper);border:1px solid var(--bl-rule)}
.failed{color:var(--bad);border-color:currentColor}
code{font-family:var(--mono);font-size:.9em}
pre code{font-size:inherit}
:not(pre)>code{padding:.1em .3em;border-radius:4px;background:var(--wash);overflow-wrap:anywhere}
details{margin:1rem 0}
summary{width:fit-content;padding:.3rem 0;color:var(--accent);font-size:.9375rem;cursor:pointer}
summary:hover{text-decoration:underline;text-underline-offset:.18em}
.facts{display:grid;gap:.4rem;margin:1rem 0;font-size:.9375rem}
.facts div{display:grid;grid-template-columns:minmax(6rem,12rem) 1fr;gap:1rem}
.facts dt{color:var(--bl-soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
.tiles,.cards{display:grid;margin:0;padding:0;list-style:none}
.tiles{grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));margin:2.5rem 0;border-top:1px solid var(--bl-rule);border-bottom:1px solid var(--bl-rule)}
.tiles li{display:grid;align-content:start;padding:1.3rem 1.2rem 1.2rem 0}
.tiles strong{font:600 clamp(1.9rem,1.5rem + 1.6vw,2.6rem)/1.1 var(--serif);letter-spacing:-.02em;font-variant-numeric:lining-nums}
.tiles span{margin-top:.3rem}
.tiles small{color:var(--bl-soft);font-size:.8125rem}
.cards{grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1.25rem}
.cards li{display:grid}
.card{position:relative;display:flex;flex-direction:column;overflow:hidden;transition:border-color .15s}
.card:hover,.card:focus-within{border-color:var(--accent)}
.preview{padding:1rem 1rem .8rem;border-bottom:1px solid var(--bl-rule)}
.preview svg{display:block;width:100%;height:auto}
.card h3{margin:1rem 1.1rem .3rem;font-size:1.125rem}
.card h3 a{color:inherit;text-decoration:none}
.card h3 a::after{content:"";position:absolute;inset:0}
.card h3:last-child{margin-bottom:1rem}
.card p{margin:0 1.1rem 1.1rem;color:var(--bl-soft);font-size:.875rem;line-height:1.5;text-wrap:pretty}
${galleryStyle}
${reviewStyle}
${scriptStyle}
footer{margin-top:4rem;padding-top:1.3rem;border-top:1px solid var(--bl-rule);color:var(--bl-soft);font-size:.875rem}
footer p{margin:.2rem 0}
@media (max-width:44rem){
body{padding:2rem 1.1rem 3rem}
.plate{margin-inline:-.35rem;padding:1.1rem .8rem .9rem}
.chart.wide{display:none}
.chart.narrow{display:block}
.tiles{grid-template-columns:1fr 1fr}
.facts div{grid-template-columns:1fr;gap:0}
td{overflow-wrap:break-word}
td a{display:inline-block;min-width:9rem}
}
@media (prefers-reduced-motion:reduce){.card{transition:none}}
@media (forced-colors:active){
:root{--bl-ink:CanvasText;--bl-soft:CanvasText;--bl-rule:GrayText;--bl-line:ButtonBorder;--bl-paper:Canvas;--accent:LinkText}
.tools button[aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}
.tip i,.gallery i{forced-color-adjust:none}
}
@media print{
:root{${themeVariables(light)};--ground:#fff;--wash:#f4f4f2;--accent:#23252b}
body{max-width:none;padding:0;font-size:10.5pt}
nav,.chart.narrow{display:none}
.chart.wide{display:block}
.plate,.card,tr,pre{break-inside:avoid}
h2,h3{break-after:avoid}
.scroll{overflow:visible;max-height:none;border:0}
table{font-size:8.5pt}
th{white-space:normal}
thead{display:table-header-group;break-inside:avoid}
thead th{position:static;box-shadow:none}
th,td{padding:.25rem .5rem}
td{min-width:0;overflow-wrap:break-word}
td a{word-break:break-all}
td:has(a){min-width:9rem}
thead{display:table-header-group;break-inside:avoid}
footer details{display:none}
tbody tr:hover{background:none}
pre{max-height:none}
.prose a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em}
details::details-content{content-visibility:visible;block-size:auto}
}
`.trim();
