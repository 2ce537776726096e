create or replace function shipkeeper.page_style()
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  -- Without the three characters that XML would write otherwise: HTML does not read &lt; in a style.
  select '
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --quiet: #57606a; --line: #d5dae0; --wash: #f4f6f8;
  --bar: #2f5f8f; --pale: #cfdfee; --well: #1a6b3c; --warning: #8a5a00; --critical: #a8201a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e4e7eb; --quiet: #9aa4af; --line: #343b44; --wash: #1d2228;
    --bar: #7fb0de; --pale: #2b4259; --well: #6cc492; --warning: #e0b152; --critical: #f0857d;
  }
}
* { box-sizing: border-box; } html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1, h2, h3, p, ul, ol, table { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; display: flex; gap: .75rem; align-items: center; }
h1 .icon { width: 2rem; height: 2rem; flex: none; } h2 { font-size: 1.2rem; font-weight: 650; margin-bottom: .6rem; }
h3 { font-size: 1rem; font-weight: 650; } section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.25rem; }
.brand { color: var(--quiet); margin-bottom: .75rem; overflow-wrap: anywhere; } .brand strong { color: var(--ink); font-weight: 650; }
.quiet, footer { color: var(--quiet); font-size: .875rem; } .quiet { max-width: 46rem; } bdi, p { overflow-wrap: anywhere; }
.icon { fill: currentColor; vertical-align: -.14em; }
.well { color: var(--well); } .warning { color: var(--warning); } .critical { color: var(--critical); } .paused { color: var(--quiet); }
h1 span { color: var(--ink); } header p { margin-top: .5rem; max-width: 46rem; }
.banner {
  height: 0; overflow: hidden; visibility: hidden; background: var(--critical); color: var(--paper); border-radius: .4rem;
  margin-bottom: .75rem; animation: 1ms forwards show;
}
@keyframes show { to { height: auto; padding: .7rem .9rem; visibility: visible; } }
.late, .old .banner { animation: none; height: auto; padding: .7rem .9rem; visibility: visible; }
.todo { list-style: none; display: grid; gap: .75rem; }
.todo .warning, .todo .critical {
  display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: .6rem; padding: .75rem .9rem; background: var(--wash); border-radius: .4rem;
}
.todo .icon { width: 1.25rem; height: 1.25rem; margin-top: .15rem; } .todo div { color: var(--ink); }
.todo p + ul { margin: .3rem 0; padding-inline-start: 1.1rem; font-size: .9rem; } a { color: var(--bar); } summary { cursor: pointer; }
.small, .todo .small { margin-top: .2rem;  font-size: .75rem; color: var(--quiet); } .group, .none, details { margin-top: 1.4rem; }
.group table, .group table + p { margin-top: .4rem; }
.count {
  font-weight: 400; font-size: .875rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .55rem;
  margin-left: .5rem;
}
table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.4; }
table, .plot { font-variant-numeric: tabular-nums lining-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th { text-align: start; vertical-align: bottom; font-weight: 400; color: var(--quiet); font-size: .8125rem; line-height: 1.25; }
th, td { padding: .4rem 1.1rem .4rem 0; border-bottom: 1px solid var(--line); } th:last-child, td:last-child { padding-inline-end: 0; }
td { vertical-align: top; } td.number, th.number { text-align: end; } td.number, td.time { white-space: nowrap; }
td.number + td:not(.number), th.number + th:not(.number) { padding-inline-start: .5rem; } td.key { font-weight: 600; min-width: 6.5rem; }
figure { margin: 1rem 0 0; } figcaption { margin-bottom: .15rem; font-size: .875rem; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
figcaption strong { font-weight: 600; }
.swatch::before {
  content: ""; display: inline-block; width: .8em; height: .8em; margin-inline-end: .35rem; vertical-align: -.05em; border: 1px solid var(--bar);
}
.swatch.most::before { background: var(--pale); } .swatch.part::before { background: var(--bar); }
.swatch.line::before { width: 1.4em; height: 0; border: 0; border-top: 2px dashed var(--critical); vertical-align: .25em; }
.plot { display: grid; grid-template-columns: 44px minmax(0, 1fr); } .plot svg { display: block; overflow: visible; }
.plot text { font-size: 12px; fill: var(--quiet); } .plot .mark { fill: var(--ink); font-weight: 600; }
.grid { stroke: var(--line); } .ground { stroke: var(--quiet); } .limit { stroke: var(--critical); stroke-width: 2; stroke-dasharray: 5 4; }
.grid, .ground, .limit, .bars .most { shape-rendering: crispEdges; } .bars .most { fill: var(--pale); stroke: var(--bar); }
.bars .part { fill: var(--bar); } g:hover rect { fill-opacity: .7; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem; }
@media (max-width: 47rem) {
  body { padding: 1rem 1rem 2rem; }
  h1 { font-size: 1.4rem; align-items: flex-start; }
  h1 .icon { width: 1.6rem; height: 1.6rem; margin-top: .08rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: .35rem 1rem; padding: .7rem 0; }
  tbody tr { border-bottom: 1px solid var(--line); }
  tbody tr:first-child { border-top: 1px solid var(--line); }
  td, td.number, td.number + td:not(.number) { display: block; padding: 0; border: 0; min-width: 0; text-align: start; }
  td.number { white-space: normal; overflow-wrap: anywhere; }
  td::before { content: attr(data-label); display: block; color: var(--quiet); font-size: .75rem; line-height: 1.3; font-weight: 400; }
  td.key, td.wide { grid-column: 1 / -1; }
  td.key::before { content: attr(data-label) " "; display: inline; font-size: inherit; }
}
@media print {
  body { max-width: none; padding: 0; }
  tr, li, figure { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
'
$$;
comment on function shipkeeper.page_style() is
'The style sheet of the status page: light and dark, wide and narrow. It holds none of the characters that XML escapes.';
revoke all on function shipkeeper.page_style() from public;
