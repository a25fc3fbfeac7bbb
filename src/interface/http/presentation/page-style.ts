/** The style of a page, whole: one request shows it. Its hash stands in the Content-Security-Policy. */
export const pageStyle = `:root{color-scheme:light dark;--paper:#fcfbf8;--ink:#22252a;--soft:#5f646c;--line:#dfdcd4;--tint:#f3f1ea;--cue:#b23c17;--on:#fff;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;--serif:Charter,"Bitstream Charter","Sitka Text",Cambria,"Noto Serif",serif}
@media(prefers-color-scheme:dark){:root{--paper:#16181b;--ink:#e4e2dd;--soft:#a3a5a8;--line:#363a40;--tint:#1f2226;--cue:#ff9b73;--on:#16181b}}
*{box-sizing:border-box}
html{font:1.0625rem/1.65 var(--serif);color:var(--ink);background:var(--paper);accent-color:var(--cue);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{max-width:42.5rem;margin:0 auto;padding:clamp(2rem,7vw,4.5rem) clamp(1.125rem,5vw,2rem) 3rem;overflow-wrap:anywhere}
:any-link{color:var(--cue);text-decoration-thickness:1px;text-underline-offset:.18em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--cue);outline-offset:3px;border-radius:3px}
h1,h2,h3,h4,h5,h6,nav,footer,.meta,.skip,summary,details p{font-family:var(--sans)}
h1,h2,h3,h4,h5,h6{line-height:1.25;letter-spacing:-.012em;text-wrap:balance;break-after:avoid}
h1{font-size:clamp(1.9rem,1.35rem + 2.6vw,2.75rem);line-height:1.12;letter-spacing:-.025em;font-weight:750;margin:0 0 .9rem}
h2{display:flex;align-items:baseline;gap:.75rem;font-size:1.3rem;font-weight:680;margin:0 0 .75rem}
h3,h4,h5,h6{font-size:1.05rem;margin:1.5rem 0 .4rem}
.meta,footer{color:var(--soft);font-size:.875rem;line-height:1.5}
.meta,.notice{margin:0}.notice{margin-block-start:.75rem;padding:.5rem .75rem;border-inline-start:3px solid var(--cue);background:var(--tint);font-family:var(--sans);font-size:.9375rem}
.meta{display:flex;flex-wrap:wrap;gap:.1rem 1.35em;font-variant-numeric:tabular-nums}
nav{margin-top:2rem;padding:1rem 0;border-block:1px solid var(--line);font-size:.9375rem;line-height:1.4}
nav p{margin:0 0 .35rem;font-size:.8125rem;font-weight:650;color:var(--soft)}
nav ol{list-style:none;margin:0;padding:0;counter-reset:n}
nav li{counter-increment:n}
nav :any-link{display:flex;gap:.7rem;padding:.32rem 0;color:inherit;text-decoration:none}
nav a::before{content:counter(n);min-width:1.15rem;color:var(--cue);font-weight:650;font-variant-numeric:tabular-nums}
nav a span{flex:1;unicode-bidi:isolate}
nav a:hover span{text-decoration:underline}
nav time{color:var(--soft);font-size:.8125rem}
time{font-variant-numeric:tabular-nums}
section,.steps>p{margin-top:2.75rem}
section{scroll-margin-top:1.5rem}
section h2 :any-link{flex:none;min-width:1.75em;padding:0 .3em;border-radius:1em;background:var(--cue);color:var(--on);font-size:.8em;line-height:1.75em;letter-spacing:0;text-align:center;text-decoration:none;font-variant-numeric:tabular-nums}
:target>h2 span,h2:target span{text-decoration:underline var(--cue) 2px;text-underline-offset:.2em}
p,ul,ol,pre,section>blockquote{margin:0 0 1rem}
p,li,blockquote{text-wrap:pretty;orphans:3;widows:3}
footer p{margin:0 0 .35rem}
section ul,section ol{padding-inline-start:1.5rem}
section li::marker{color:var(--soft)}
section blockquote{padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
hr{border:0;border-top:1px solid var(--line);margin:1.5rem 0}
code{font:.875em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace;background:var(--tint);padding:.12em .32em;border-radius:4px}
pre{overflow-x:auto;padding:.85rem 1rem;background:var(--tint);border-radius:8px}
pre code{padding:0;background:none;overflow-wrap:normal}
.sources{display:flex;flex-wrap:wrap;gap:.5rem}
details[open]{flex-basis:100%}
summary{display:inline-flex;align-items:center;gap:.45em;min-height:2rem;padding:.2rem .85rem .2rem .7rem;border:1px solid var(--line);border-radius:2rem;color:var(--soft);font-size:.8125rem;line-height:1.4;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";width:.5em;height:.5em;border-radius:50%;background:var(--cue)}
[open]>summary::before{background:none;box-shadow:inset 0 0 0 .14em var(--cue)}
summary:hover,[open]>summary{color:var(--ink);background:var(--tint)}
summary strong{color:var(--cue)}
details blockquote{margin:.75rem 0 .6rem;border-color:var(--cue);white-space:pre-line;font-size:.9688rem}
details blockquote::before{content:open-quote}
details blockquote::after{content:close-quote}
details p{margin:0 0 .6rem;margin-inline-start:1.19rem;font-size:.875rem}
footer{margin-top:3.5rem;padding-top:1.1rem;border-top:1px solid var(--line)}
.skip{position:absolute;inset:-9rem auto auto 1rem;padding:.5rem .9rem;background:var(--ink);color:var(--paper);border-radius:6px;font-size:.9375rem;z-index:1}
.skip:focus{top:1rem}
.list{list-style:none;margin:2.5rem 0 0;padding:0;border-top:1px solid var(--line)}
.list li{padding:1.15rem 0 1.2rem;border-bottom:1px solid var(--line)}
.list h2{display:block;margin:0 0 .3rem;font-size:1.2rem}
.list li:last-child{border:0}
.list a{color:inherit;text-decoration-color:var(--line)}
.list a:hover{color:var(--cue);text-decoration-color:currentcolor}
.none{margin-top:2.5rem}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media(min-width:40rem){section{position:relative;padding-inline-start:3.25rem}section h2 a{position:absolute;inset-inline-start:0}section::before{content:"";position:absolute;inset:2.4rem auto -2.4rem;inset-inline-start:.86rem;width:1px;background:var(--line)}section:last-child::before{display:none}}
@media(min-width:68rem){body:has(nav){max-width:64.5rem}main:has(nav){display:grid;grid-template-columns:15rem minmax(0,1fr);column-gap:4.5rem}header,.steps,footer{max-width:41rem}header,.steps{grid-column:2}main:has(nav)+footer{margin-inline-start:19.5rem}nav{grid-area:1/1/3;align-self:start;position:sticky;top:2rem;max-height:calc(100vh - 4rem);overflow-y:auto;margin:0;padding:.25rem 0;border:0;font-size:.875rem}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--tint:#f4f4f4;--line:#bbb;--cue:#000;--on:#fff}@page{margin:18mm}html{font-size:10.5pt}body:has(main){max-width:none;padding:0}main:has(nav){display:block}main:has(nav)+footer{margin-inline-start:0}nav{position:static;max-height:none}.skip,.downloads,summary::before{display:none}section h2{break-inside:avoid}section h2 :any-link{background:none;color:#000;border:1px solid}section{margin-top:1.75rem}pre{white-space:pre-wrap}pre,summary{break-inside:avoid}summary{break-after:avoid}summary,[open]>summary{border:0;padding:0;min-height:0;background:none}details{flex-basis:100%}details::details-content{content-visibility:visible;block-size:auto}section a[href^=http]:not(.bare)::after,.meta a::after{content:" (" attr(href) ")";font-size:.9em}footer a{color:inherit}}`;

/** SHA-256 of the style, in base64. A test holds it to the style. */
export const pageStyleHash = "ovWCSwzeKtrjB2QfJ5LQ2jr6EJsMHUkZ4Ra/zm2rI80=";
