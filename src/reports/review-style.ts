/** The style sheet of the page of links to decide: left side and candidates side by side, one below the other on a phone. */
export const reviewStyle = `
.review,.review ol{margin:0;padding:0;list-style:none}
.review>li{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:1.25rem;margin:1.25rem 0;padding:1.2rem 1.4rem;background:var(--bl-paper);border:1px solid var(--bl-rule);border-radius:10px;break-inside:avoid}
.review>li>ol{display:grid;gap:1.1rem;padding-left:1.25rem;border-left:1px solid var(--bl-rule)}
.review>li>ol>li+li{padding-top:1.1rem;border-top:1px solid var(--bl-rule)}
.review h3{margin:0 0 .2rem;font-size:1.125rem}
.review img{display:block;max-width:100%;max-height:15rem;margin:0 0 .7rem;border-radius:6px}
.review .also,.review .key{margin:0 0 .4rem;color:var(--bl-soft);font-size:.8125rem;line-height:1.45;overflow-wrap:anywhere}
.review .key{margin:.4rem 0 0}
.review dl{display:grid;gap:.15rem;margin:.3rem 0;font-size:.875rem;line-height:1.4}
.review dl div{display:grid;grid-template-columns:6rem 1fr;gap:.75rem}
.review dt{color:var(--bl-soft)}
.review dd{margin:0;overflow-wrap:anywhere}
.review .odds{display:flex;gap:.6rem;align-items:center;margin:.5rem 0 0;font-size:.875rem;font-variant-numeric:tabular-nums}
.review meter{width:7rem;height:.8rem}
.review meter::-webkit-meter-optimum-value{background:var(--bl-c1)}
.review meter::-moz-meter-bar{background:var(--bl-c1)}
.review details{margin:.2rem 0 0;font-size:.875rem}
.review summary{font-size:.875rem}
.review details p{margin:.2rem 0 0;color:var(--bl-soft);overflow-wrap:anywhere}
@media (max-width:44rem){
.review>li{grid-template-columns:1fr;padding:1rem}
.review>li>ol{padding:1rem 0 0;border-left:0;border-top:1px solid var(--bl-rule)}
}
`.trim();
