/** The style of a page, whole: one request shows it. Its hash stands in the Content-Security-Policy. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#1d2125;--soft:#59636e;--line:#d9dee3;--paper:#fdfdfc;--tint:#f2f4f5;--link:#0a58a8}
@media(prefers-color-scheme:dark){:root{--ink:#e7e9eb;--soft:#a3adb8;--line:#363d45;--paper:#15181b;--tint:#1f2429;--link:#7db8f5}}
*{box-sizing:border-box}
html{font:1.0625rem/1.65 ui-serif,Charter,"Bitstream Charter",Georgia,serif;color:var(--ink);background:var(--paper);scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{max-width:42rem;margin:0 auto;padding:3.5rem 1.25rem 5rem;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
h1,h2,nav,.meta,summary,footer,.skip{font-family:ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif}
h1{font-size:clamp(1.9rem,6vw,2.6rem);line-height:1.15;letter-spacing:-.02em;margin:0 0 .6rem;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;letter-spacing:-.01em;margin:0 0 .6rem;text-wrap:balance}
h2 a{color:inherit;text-decoration:none}h2 a:hover{text-decoration:underline}
.meta,footer{color:var(--soft);font-size:.9rem;margin:0}
nav{margin:2.25rem 0 0;padding:1.1rem 1.35rem;background:var(--tint);border-radius:.6rem;font-size:.95rem}
nav p{margin:0 0 .4rem;font-weight:600}
nav ol{margin:0;padding-inline-start:1.6rem}nav li{padding:.12rem 0}nav li::marker{color:var(--soft);font-variant-numeric:tabular-nums}
nav a{color:inherit;text-decoration:none}nav a:hover{text-decoration:underline}
.steps{list-style:none;margin:0;padding:0;counter-reset:step}
.steps>li{counter-increment:step;margin-top:2.5rem;padding-top:2.25rem;border-top:1px solid var(--line);scroll-margin-top:1rem}
h2::before{content:counter(step) ". ";color:var(--soft);font-weight:500}
li p,li pre,li ul,li ol,li blockquote{margin:0 0 1rem}
img{max-width:100%;height:auto}
pre{overflow-x:auto;padding:.8rem 1rem;background:var(--tint);border-radius:.4rem;font-size:.9rem}
code{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.9em}
details{margin:.6rem 0 0;border-inline-start:3px solid var(--line);padding-inline-start:.9rem}
summary{cursor:pointer;color:var(--soft);font-size:.9rem;font-variant-numeric:tabular-nums;padding:.3rem 0}
details blockquote{margin:.4rem 0 .6rem;color:var(--soft);font-style:italic}
details p{margin:0 0 .5rem;font-size:.9rem}
footer{margin-top:3.5rem;padding-top:1.5rem;border-top:1px solid var(--line)}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem .8rem}
@media print{html{font-size:11pt;background:#fff;color:#000}body{max-width:none;padding:0}nav,.skip{display:none}.steps>li{break-inside:avoid-page}}`;

/** SHA-256 of the style, in base64. A test holds it to the style. */
export const pageStyleHash = "cOG8vDN3wnPpOmlefLzbxhT9yd5XxNs72gIQfF/P0DM=";
