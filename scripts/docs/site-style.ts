/** What a page of the documentation adds to the style of reports: the list of pages at the left, the page's own headings at the right. */
export const siteStyle = `
.site{display:grid;grid-template-columns:14rem minmax(0,46rem) 13rem;gap:3rem;max-width:82rem;padding:2.5rem 2rem}
.site nav,.site aside{position:sticky;top:2rem;align-self:start;max-height:calc(100vh - 4rem);margin:0;overflow-y:auto;font-size:.875rem}
.site nav p,.site aside p{margin:1.1rem 0 .3rem;color:var(--bl-soft);font-weight:600}
.site nav p:first-child,.site aside p:first-child{margin-top:0}
.site nav ul,.site aside ul{margin:0;padding:0;list-style:none}
.site nav li,.site aside li{margin:.15rem 0}
.site nav a,.site aside a{display:block;padding:.1rem 0;color:inherit;text-decoration:none}
.site nav a:hover,.site aside a:hover{text-decoration:underline}
.site nav [aria-current]{color:var(--accent);font-weight:600}
.text h1{font-size:2.25rem}
.text>p,.text>ul,.text>ol{text-wrap:pretty}
.text img{display:block;max-width:100%;height:auto;margin:1.5rem 0;border:1px solid var(--bl-rule);border-radius:10px}
.text td{min-width:2.5rem}
.text td:not(:last-child){overflow-wrap:normal}
.text .chart{display:block;margin:1.5rem 0}
.text .chart svg{margin:0}
.text pre{white-space:pre;overflow-wrap:normal}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem}
@media (max-width:70rem){.site{grid-template-columns:13rem minmax(0,1fr)}.site aside{display:none}}
@media (max-width:44rem){.site{display:block;padding:1.5rem 1.1rem}.site nav{position:static;max-height:none;margin-bottom:2rem;columns:2}.site nav ul{break-inside:avoid}}
@media print{.site{display:block}.site nav,.site aside{display:none}}
`;
