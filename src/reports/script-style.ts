/** What the script of a page adds: boxes, buttons, the words beside a mark; and the looks of a chart that is read. */
export const scriptStyle = `
.skip{position:absolute;left:1rem;top:-4rem;z-index:9;padding:.5rem 1rem;border-radius:0 0 8px 8px;background:var(--bl-paper);box-shadow:0 0 0 1px var(--bl-rule)}
.skip:focus{top:0}
[hidden]{display:none!important}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem;margin:0 0 .75rem;font-size:.8125rem}
.tools [role=status]{margin-left:.4rem;color:var(--bl-soft)}
.tools button{padding:.2rem .7rem;border:1px solid var(--bl-line);border-radius:6px;background:var(--bl-paper);color:var(--bl-ink);font:inherit;cursor:pointer}
.tools button:hover:enabled{border-color:var(--accent)}
.tools button:disabled{color:var(--bl-soft);border-color:var(--bl-rule);cursor:default}
.tools button[aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:var(--bl-paper)}
.find{margin-top:1rem}
.find input{flex:0 1 20rem;min-width:0;padding:.4rem .75rem;border:1px solid var(--bl-line);border-radius:8px;background:var(--bl-paper);color:inherit;font:inherit;font-size:.9375rem}
.find input::placeholder{color:var(--bl-soft);opacity:1}
[role=search] input{flex-basis:26rem;padding:.6rem 1rem;font-size:1rem}
.tools:has(+.chart){margin-top:-.35rem}
.find+.scroll{margin-top:0}
th button{all:unset;cursor:pointer}
th button::after{content:"↕";display:inline-block;width:1em;margin-left:.25em;text-align:center;opacity:.55}
th[aria-sort=ascending] button::after{content:"↑";opacity:1}
th[aria-sort=descending] button::after{content:"↓";opacity:1}
th button:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:3px}
.chart svg text{pointer-events:none}
.chart .lit{stroke:var(--bl-ink);stroke-width:1.5;opacity:1;fill-opacity:1}
.chart .dim:not(.lit){opacity:.18}
.chart .cross{stroke:var(--bl-soft);stroke-width:1;pointer-events:none}
.chart .brush{fill:var(--accent);fill-opacity:.12;stroke:var(--accent);stroke-width:1}
.tip{position:fixed;z-index:7;left:0;top:0;visibility:hidden;display:grid;gap:.1rem;max-width:min(24rem,calc(100vw - 1rem));padding:.5rem .7rem;border:1px solid var(--bl-line);border-radius:8px;background:var(--bl-paper);color:var(--bl-ink);font-size:.8125rem;line-height:1.4;overflow-wrap:anywhere;box-shadow:0 4px 16px #0003;pointer-events:none}
.tip.on{visibility:visible}
.tip i{display:inline-block;width:.6rem;height:.6rem;margin-right:.45rem;border-radius:50%}
@media (max-width:44rem){.tools.wide{display:none}.tools{gap:.3rem}.tools button{padding:.15rem .45rem}}
@media (min-width:44.01rem){.tools.narrow{display:none}}
@media print{.skip,.tip,.tools:not(.find),.find input,th button::after{display:none} th button{display:contents}}
`.trim();
