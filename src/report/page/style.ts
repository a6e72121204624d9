/** One style for screens, dark ones too, and for paper. Pictures take their colours from here. */
export const style = `
:root {
  --text: #1c1f23; --back: #ffffff; --panel: #f5f6f7; --rule: #d3d7db; --quiet: #616b75;
  --good: #17663a; --bad: #b3261e; --answer: #2360a5; --link: #1a56a0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e4e7ea; --back: #16191c; --panel: #1f2428; --rule: #3a4148; --quiet: #9aa4ae;
    --good: #6fcf97; --bad: #ff8a80; --answer: #7fb4ee; --link: #8ab8f0;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 64rem;
  color: var(--text); background: var(--back);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, h4 { line-height: 1.25; margin: 0; }
h2 { font-size: 1.35rem; margin-top: 2.5rem; }
h3 { font-size: 1.05rem; }
h4 { font-size: 1rem; margin-top: 1rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scrolls:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
pre, .uri { font-family: ui-monospace, monospace; font-size: .85rem; }
pre {
  margin: .5rem 0; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere;
  background: var(--panel); border: 1px solid var(--rule); border-radius: 4px;
}
.verdict { font-size: clamp(2.2rem, 8vw, 3.2rem); padding-left: .9rem; border-left: .4rem solid var(--quiet); }
.verdict.passed { color: var(--good); border-color: var(--good); }
.verdict:is(.failed, .unknown, .skipped) { color: var(--bad); border-color: var(--bad); }
.counts { font-size: 1.15rem; margin: .8rem 0 0; }
.facts, .uri, .outcome, .tally, .note, .aside, figcaption, footer { color: var(--quiet); }
.facts, .outcome, .tally, .note, .aside, figcaption, footer { font-size: .875rem; }
.uri { margin: .15rem 0 .6rem; }
.failures h2, .contents h2 { font-size: 1.1rem; margin-top: 1.5rem; }
.failures ol, .contents ul { margin: .4rem 0; padding-left: 1.4rem; }
.failures li { margin: .6rem 0; }
.failures p { margin: .1rem 0; }
.first-line { font-family: ui-monospace, monospace; font-size: .85rem; color: var(--bad); }
.description { max-width: 44rem; }
summary { cursor: pointer; }
details > summary { padding: .2rem 0; }
.background { margin: .8rem 0; }
.scenario { margin: .6rem 0; border: 1px solid var(--rule); border-left: .3rem solid var(--quiet); border-radius: 4px; }
.scenario.passed { border-left-color: var(--good); }
.scenario:is(.failed, .unknown, .unfinished) { border-left-color: var(--bad); }
.scenario:target { outline: 2px solid var(--link); }
.scenario > summary { padding: .6rem .8rem; }
.scenario > summary h3 { display: inline; margin: 0 .6rem 0 .2rem; }
.scenario > summary .outcome { display: inline-block; }
.inside { padding: 0 .8rem .8rem; }
.steps { list-style: none; margin: 0; padding: 0; }
.steps > li { margin: .35rem 0; }
.said > pre { white-space: pre-wrap; }
.step > .line { display: flex; gap: .5rem; align-items: baseline; }
.said { flex: 1; min-width: 0; }
.step > .line > .outcome { white-space: nowrap; }
.mark { display: inline-block; width: 1.1em; text-align: center; font-weight: bold; }
.passed > summary > .mark, .step.passed .mark { color: var(--good); }
.failed > summary > .mark, .step.failed .mark { color: var(--bad); }
.step.skipped .said { color: var(--quiet); }
.keyword { font-weight: 600; }
.failure { margin: .4rem 0 .8rem 1.6rem; }
.failure > pre { border-left: .3rem solid var(--bad); }
.hint { font-weight: 600; }
.attachment, .aside, .watch, .step > pre { margin-left: 1.6rem; }
.watch { margin-top: 1rem; padding-top: .2rem; border-top: 1px solid var(--rule); }
.scrolls { overflow-x: auto; max-width: 100%; margin: .6rem 0; }
table { border-collapse: collapse; font-size: .875rem; overflow-wrap: normal; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; white-space: nowrap; }
td ul { margin: 0; padding-left: 1rem; }
td:first-child { white-space: nowrap; }
td:last-child { min-width: 11rem; }
td.figure:last-child { min-width: 0; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .6rem 1.5rem; margin: 1rem 0; font-size: .875rem; }
.totals dt { color: var(--quiet); }
.totals dd { margin: 0; font-weight: 600; }
figure { margin: .8rem 0; }
img { max-width: 100%; height: auto; }
.picture svg { display: block; height: auto; width: 100%; }
.watch .picture svg { min-width: 40rem; }
.cluster .picture svg { width: auto; max-width: none; margin: 0 auto; }
.cluster .picture text { fill: currentColor; font-family: inherit; font-size: 11px; }
.cluster .picture .cluster > text { font-size: 12px; }
.cluster h3 { margin: .8rem 0 0; }
.cluster .picture :is(polygon, path, ellipse) { stroke: var(--quiet); }
.cluster .picture .graph > polygon { stroke: none; }
.cluster .picture :is(.network path, .client ellipse) { stroke: var(--answer); fill: var(--panel); }
.cluster .picture .node-box polygon { fill: var(--panel); }
.cluster .picture .task polygon { fill: var(--back); }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); padding-top: .6rem; }
@media (max-width: 30rem) {
  .step > .line { flex-wrap: wrap; }
  .said { flex-basis: calc(100% - 2.5rem); }
  .step > .line > .outcome { margin-left: 1.6rem; }
  .failure, .attachment, .aside, .watch, .step > pre { margin-left: 0; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .scrolls { overflow: visible; }
  .scenario, figure, tr { break-inside: avoid; }
  .watch .picture svg { min-width: 0; }
  .cluster .picture svg { max-width: 100%; }
}
`;
