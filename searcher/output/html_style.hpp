// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace demarche {

/// The style of a page in HTML. Text has a contrast of 4.5 at least on what is behind it (WCAG 2.2,
/// 1.4.3), bars of 3 (1.4.11), on paper and on a dark screen.
inline constexpr std::string_view html_style = R"(
:root {
  color-scheme: light dark;
  --page: #fdfcfa; --text: #1c1b19; --muted: #5c5850; --rule: #dcd8cf; --empty: #efece5;
  --link: #1b568f; --bar: #33709f; --mark: #ffe9a3; --mark-text: #1c1b19;
  --caution: #fff4e0; --caution-rule: #b26a00;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --serif: Charter, "Iowan Old Style", "Noto Serif", Georgia, "Liberation Serif", serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #16171a; --text: #e9e6df; --muted: #aba69b; --rule: #3a3b40; --empty: #222429;
    --link: #8fbdf0; --bar: #6ea3d0; --mark: #5f4a00; --mark-text: #fff3cf;
    --caution: #2d2415; --caution-rule: #d79a3c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1rem 3rem; max-width: 46rem; background: var(--page);
  color: var(--text); font: 1rem/1.5 var(--sans); overflow-wrap: anywhere;
}
h1, h2, h3 { line-height: 1.25; font-family: var(--serif); }
h1 { margin: 0 0 .5rem; font-size: clamp(1.6rem, 5vw, 2.3rem); text-wrap: balance; }
h2 { margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--text);
  font-size: 1.3rem; }
h3 { margin: 0 0 .15rem; font-size: 1.12rem; }
p { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: .92em/1.5 ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; }
mark { padding: 0 .1em; border-radius: .15em; background: var(--mark); color: var(--mark-text);
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.kicker { margin: 0 0 .4rem; color: var(--muted); font-size: .85rem; letter-spacing: .08em;
  text-transform: uppercase; }
.total { font-size: 1.15rem; }
.total strong { font-size: 1.5em; }
.aside, .who, .source, figcaption, footer { color: var(--muted); font-size: .9rem; }
.cautions { margin: 1rem 0 0; padding: .75rem 1rem .75rem 2rem; background: var(--caution);
  border-left: 4px solid var(--caution-rule); }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: .4rem 1rem; margin: 0 0 1rem; }
dt { grid-column: 1; color: var(--muted); }
dd { grid-column: 2; margin: 0; }
summary { padding: .3rem 0; color: var(--link); cursor: pointer; }
figure { margin: 1rem 0 .75rem; }
figcaption { margin-top: .5rem; }
.chart { display: block; width: calc(100% - 4.5rem); margin: 0 1rem 0 3.5rem; overflow: visible; }
.chart text { fill: var(--muted); font: 13px var(--sans); font-variant-numeric: tabular-nums; }
.scale { text-anchor: end; }
.period { text-anchor: middle; }
.narrow { display: none; }
.line { stroke: var(--rule); }
.base { stroke: var(--muted); }
.bar { fill: var(--bar); }
.bar:hover { fill: var(--text); }
.dense .bar { stroke: var(--bar); stroke-width: 1px; }
.empty { fill: var(--empty); }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--rule); text-align: right;
  vertical-align: top; font-weight: normal; }
thead th { color: var(--muted); font-size: .9rem; vertical-align: bottom;
  overflow-wrap: break-word; }
th:first-child { padding-left: 0; text-align: left; }
.terms td:nth-child(2), .terms th:nth-child(2) { text-align: left; }
.facet { table-layout: fixed; }
.facet th:nth-child(2), .facet td:nth-child(2) { width: 6.5rem; }
.share { width: 35%; padding-top: .65rem; }
.share svg { display: block; }
ol { margin: 1.25rem 0 0; padding: 0 0 0 2.5rem; }
ol li { margin: 0 0 1.75rem; padding-left: .25rem; }
li::marker { color: var(--muted); font-size: .9rem; font-variant-numeric: tabular-nums; }
.who { margin: 0; }
blockquote { margin: .5rem 0; font-family: var(--serif); line-height: 1.55; }
.text { font-family: var(--serif); line-height: 1.6; white-space: pre-wrap; text-align: start;
  unicode-bidi: plaintext; }
.source { margin: .35rem 0 0; font-size: .85rem; }
.source a, dd a { display: inline-block; padding: .2rem 0; }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
@media (max-width: 40rem) {
  dl { display: block; }
  dd { margin: 0 0 .6rem; }
  ol { padding-left: 2rem; }
  .wide { display: none; }
  .narrow { display: inline; }
  .facet th:nth-child(2), .facet td:nth-child(2) { width: 6rem; }
  .facet th, .facet td { padding-inline: .25rem; }
  .share { width: 25%; }
  .numbers { font-size: .85rem; }
  .numbers th, .numbers td { padding-inline: .25rem; }
}
@media print {
  :root {
    --page: #fff; --text: #000; --muted: #444; --rule: #bbb; --empty: #eee; --link: #000;
    --bar: #555; --mark: #ddd; --mark-text: #000; --caution: #fff; --caution-rule: #000;
  }
  body { max-width: none; padding: 0 .75rem; font-size: 10.5pt; }
  mark { font-weight: bold; }
  h2, h3, figure, .who { break-after: avoid; }
  article, figure, tr { break-inside: avoid; }
  .bar, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { display: block; content-visibility: visible; }
}
)";

/// Of html_style, as a Content-Security-Policy names it; a test says what it has to be.
inline constexpr std::string_view html_style_hash =
    "sha256-vbt7NMiNz+tcQWS4MBpkIwxOSik4XcqlkTvzDP4RhEI=";

}  // namespace demarche
