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
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1, h2, h3, p, ul, table { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; display: flex; gap: .75rem; align-items: center; }
h1 .icon { width: 2rem; height: 2rem; flex: none; }
h2 { font-size: 1.2rem; font-weight: 650; margin-bottom: .6rem; }
h3 { font-size: 1rem; font-weight: 650; }
section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.25rem; }
.brand { color: var(--quiet); margin-bottom: .75rem; overflow-wrap: anywhere; }
.brand strong { color: var(--ink); font-weight: 650; }
.facts { margin-top: .6rem; max-width: 46rem; }
.quiet, footer { color: var(--quiet); font-size: .875rem; }
.quiet { max-width: 46rem; }
bdi, p { overflow-wrap: anywhere; }
time { white-space: nowrap; }
.icon { fill: currentColor; vertical-align: -.14em; }
.well { color: var(--well); } .warning { color: var(--warning); } .critical { color: var(--critical); } .paused { color: var(--quiet); }
h1 span { color: var(--ink); }
.alerts { list-style: none; display: grid; gap: .75rem; }
.alerts li {
  display: grid; grid-template-columns: 1.25rem 1fr; gap: .6rem; padding: .75rem .9rem; background: var(--wash); border-radius: .4rem;
}
.alerts .icon { width: 1.25rem; height: 1.25rem; margin-top: .15rem; }
.alerts div { min-width: 0; color: var(--ink); }
.alerts strong { font-weight: 650; }
.alerts .quiet { white-space: nowrap; }
.group { margin-top: 1.4rem; }
.group table { margin-top: .4rem; }
.group table + p { margin-top: .4rem; }
.count {
  font-weight: 400; font-size: .875rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .55rem;
  margin-left: .2rem;
}
table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.4; }
table, .plot { font-variant-numeric: tabular-nums lining-nums; }
caption, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th { text-align: start; vertical-align: bottom; font-weight: 400; color: var(--quiet); font-size: .8125rem; line-height: 1.25; }
th, td { padding: .4rem 1.1rem .4rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-inline-end: 0; }
td { vertical-align: top; }
td.number, th.number { text-align: end; }
td.number { white-space: nowrap; }
td.number + td:not(.number), th.number + th:not(.number) { padding-inline-start: .5rem; }
td.key { font-weight: 600; }
figure { margin: 1rem 0 0; }
figure + p { margin-top: .5rem; }
figcaption { margin-bottom: .15rem; font-size: .875rem; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
figcaption strong { font-weight: 600; }
figcaption svg { vertical-align: -.1em; margin-inline-end: .35rem; }
.plot { display: grid; grid-template-columns: 44px minmax(0, 1fr); }
.plot svg { display: block; overflow: visible; }
.plot text { font-size: 12px; fill: var(--quiet); }
.plot .mark { fill: var(--ink); font-weight: 600; }
.grid { stroke: var(--line); } .ground { stroke: var(--quiet); } .limit { stroke: var(--ink); stroke-dasharray: 5 4; }
.grid, .ground, .limit, .most, .key-most { shape-rendering: crispEdges; }
.most, .key-most { fill: var(--pale); stroke: var(--bar); }
.part, .key-part { fill: var(--bar); }
.touch { fill: transparent; }
g:hover .touch { fill: var(--line); fill-opacity: .5; }
details { margin-top: 1rem; font-size: .875rem; }
summary { cursor: pointer; color: var(--quiet); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .9rem 1.5rem; margin: 0; }
dl div { min-width: 0; }
dt { color: var(--quiet); font-size: .8125rem; line-height: 1.3; }
dd { margin: 0; font-size: 1.35rem; line-height: 1.3; font-variant-numeric: tabular-nums lining-nums; }
dd small { font-size: .8125rem; color: var(--quiet); }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem; }
@media (max-width: 47rem) {
  body { padding: 1rem 1rem 2rem; }
  h1 { font-size: 1.4rem; align-items: flex-start; }
  h1 .icon { width: 1.6rem; height: 1.6rem; margin-top: .08rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.2rem, 1fr)); gap: .35rem 1rem; padding: .7rem 0; }
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
  section, tr, li { break-inside: avoid; }
}
'
$$;
comment on function shipkeeper.page_style() is
'The style sheet of the status page: light and dark, wide and narrow. It holds none of the characters that XML escapes.';
revoke all on function shipkeeper.page_style() from public;
