/**
 * The style sheet of galleries, for pages and for cells of a notebook; outside pages its colours have fall-backs. The picture of an open popover is
 * enlarged where it is, so that it need not be in the page twice.
 */
export const galleryStyle = `
.gallery{margin:1.75rem 0;--edge:var(--bl-rule,#8885);--back:var(--bl-paper,Canvas)}
.gallery h2{margin:1.75rem 0 .75rem;font-size:1.0625rem}
.gallery>.count{margin-top:.9rem}
.gallery .sheet{display:flex;flex-wrap:wrap;gap:1rem .75rem;align-items:flex-start}
.gallery figure{margin:0}
.gallery .sheet figure{flex:var(--a) 1 calc(var(--a)*12.5rem);max-width:calc(var(--a)*17rem);min-width:6.5rem}
.gallery h2~.sheet figure{flex-basis:calc(var(--a)*9.5rem);max-width:calc(var(--a)*13rem)}
.gallery figure>button{position:relative;display:block;width:100%;padding:0;border:0;border-radius:6px;background:var(--back);box-shadow:0 0 0 1px var(--edge);color:inherit;font:inherit;cursor:zoom-in;aspect-ratio:var(--a);overflow:clip}
.gallery figure>button:hover{box-shadow:0 0 0 2px var(--accent,currentColor)}
.gallery figure>button img{display:block;width:100%;height:100%;max-width:none;margin:0;object-fit:contain}
.gallery .gone{display:grid;place-content:center;height:100%;padding:.5rem;color:var(--bl-soft,GrayText);font-size:.8125rem;text-align:center;overflow-wrap:anywhere}
.gallery figcaption{display:grid;margin:.35rem 0 0;color:var(--bl-soft,GrayText);font-size:.8125rem;line-height:1.35;overflow-wrap:anywhere}
.gallery figcaption span:first-child{color:var(--bl-ink,CanvasText)}
.gallery b{position:absolute;left:.4rem;bottom:.4rem;max-width:calc(100% - .8rem);padding:.1rem .5rem;border-radius:4px;background:#17181ce6;color:#fff;font-weight:600;font-size:.75rem;line-height:1.5;text-align:left;overflow-wrap:anywhere}
.gallery b[data-mark=keep]{background:#0b6b4f}
.gallery b[data-mark=drop]{background:#8f2f36}
.gallery [popover]{position:fixed;inset:auto 0 0;width:min(44rem,100%);max-height:34vh;margin:0 auto;padding:1rem 1.25rem 1.25rem;border:1px solid var(--edge);border-radius:10px 10px 0 0;background:var(--back);color:var(--bl-ink,CanvasText);overflow:auto;font-size:.875rem}
.gallery [popover] p{margin:0 5rem .75rem 0;font-weight:600;overflow-wrap:anywhere}
.gallery [popover] dl{display:grid;gap:.2rem;margin:0;font-size:inherit}
.gallery [popover] dl div{display:grid;grid-template-columns:clamp(5rem,24%,9rem) 1fr;gap:1rem}
.gallery [popover] dt{color:var(--bl-soft,GrayText)}
.gallery [popover] dd{margin:0;overflow-wrap:anywhere}
.gallery [popover]>button{position:absolute;top:.75rem;right:1rem;padding:.2rem .8rem;border:1px solid var(--edge);border-radius:6px;background:none;color:inherit;font:inherit;cursor:pointer}
.gallery figure:has(:popover-open)::before{content:"";position:fixed;inset:0;z-index:8;background:#0b0c0ee0}
.gallery figure:has(:popover-open)>button{overflow:visible}
.gallery figure:has(:popover-open)>button img{position:fixed;inset:3vh 3vw auto;z-index:9;width:94vw;height:60vh;object-fit:contain;cursor:zoom-out}
@supports not selector(:popover-open){.gallery [popover]{display:none}}
.gallery .map{position:relative;aspect-ratio:16/10;margin:1.2rem}
.gallery .map-room{max-height:none;padding:.25rem .5rem 0}
.gallery .axes:last-child{text-align:right}
.gallery .map>*{position:absolute;left:calc(var(--x)*94.8%);top:calc(var(--y)*91.7%)}
.gallery .map figure{width:5.2%}
.gallery .map figure>button{aspect-ratio:1;border-radius:4px}
.gallery .map figure>button img{object-fit:cover}
.gallery .map figure:has(:popover-open)>button img{object-fit:contain}
.gallery .map i{width:6px;height:6px;margin:calc(2.6% - 3px);border-radius:50%;background:var(--bl-c1,#38c);opacity:.55}
.gallery .axes{margin:.7rem 1.2rem .9rem;color:var(--bl-soft,GrayText);font-size:.8125rem}
.strip{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:.4rem}
.strip img{width:100%;height:9rem;object-fit:cover;border-radius:4px}
@media (max-width:44rem){
.gallery .sheet figure{flex-basis:calc(var(--a)*8.5rem);min-width:5.5rem}
.gallery .map-room .map,.gallery .map-room .axes{min-width:46rem}
}
@media print{
.gallery [popover],.strip{display:none}
.gallery figure{break-inside:avoid}
.gallery .sheet figure{flex-basis:calc(var(--a)*7rem);max-width:calc(var(--a)*9rem)}
.gallery .map-room .map,.gallery .map-room .axes{min-width:0}
}
`.trim();
