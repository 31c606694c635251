import type { Diagram, Shape } from './diagram.ts';
import { markOf, marksOf, type Manual } from './manual.ts';
import type { Group, Section, Statement } from './statement.ts';

/** The manual as one HTML file that needs nothing beside it: landmarks, headings in order, tables with headers, a style for paper. */
export function manualHtml(manual: Manual): string {
  const contents = manual.sections.map(({ id, title }) => `<li><a href="#${id}">${text(title)}</a></li>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(`${manual.title}: ${manual.subtitle}`)}</title>
<style>${manualStyle}</style>
</head>
<body>
<a class="skip" href="#main">To the procedures</a>
<header>
<h1>${text(manual.title)}</h1>
<p class="subtitle">${text(manual.subtitle)}</p>
</header>
<nav aria-label="Contents">
<ol>
${contents}
</ol>
</nav>
<main id="main">
<p class="warning" role="note">${text(manual.warning)}</p>
${manual.sections.map((section) => sectionHtml(section, manual)).join('\n')}
</main>
<footer><p>Made from the policy pack alone. ${text(manual.subtitle)}.</p></footer>
</body>
</html>
`;
}

function sectionHtml(section: Section, manual: Manual): string {
  return `<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${text(section.title)}</h2>
<p>${text(section.about)}</p>
${section.id === 'steps' ? `<figure>${diagramSvg(manual.diagram)}<figcaption>${text(manual.diagram.title)}. The same is told in the tables below.</figcaption></figure>` : ''}
${section.groups.map((group) => groupHtml(group, manual)).join('\n')}
</section>`;
}

function groupHtml({ id, title, lead, statements, conditions = [] }: Group, manual: Manual): string {
  return `<section class="group" aria-labelledby="${id}-title">
<h3 id="${id}-title">${text(title)}</h3>
${lead === undefined ? '' : `<p>${text(lead)}</p>`}
${statements.length > 0 ? table(`${id}-title`, 'What is done', statements, manual) : ''}
${conditions.length > 0 ? `<h4 id="${id}-conditions">Only if all of this is true</h4>\n${table(`${id}-conditions`, 'Condition', conditions, manual)}` : ''}
</section>`;
}

function table(labelledBy: string, what: string, statements: readonly Statement[], manual: Manual): string {
  return `<table aria-labelledby="${labelledBy}">
<thead><tr><th scope="col">${text(what)}</th><th scope="col">Rule</th></tr></thead>
<tbody>
${statements.map((statement) => row(statement, manual)).join('\n')}
</tbody>
</table>`;
}

function row({ key, text: sentence, rules }: Statement, manual: Manual): string {
  const anchor = key.startsWith('rules.') ? ` id="${attribute(key)}"` : '';
  const marks = marksOf(manual, rules).map(({ id, citation, status }) => {
    const mark = markOf(status);
    return `<a href="#rules.${id}" title="${attribute(citation)}">${id}</a>${mark === null ? '' : ` <strong class="${status}">${mark}</strong>`}`;
  });
  return `<tr${anchor}><td>${text(sentence)}</td><td>${marks.join('<br>')}</td></tr>`;
}

export function diagramSvg({ width, height, title, description, shapes }: Diagram): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="diagram-title diagram-description" font-family="Helvetica, Arial, sans-serif">
<title id="diagram-title">${text(title)}</title>
<desc id="diagram-description">${text(description)}</desc>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#333"/></marker></defs>
${shapes.map(shapeSvg).join('\n')}
</svg>`;
}

const fills = { step: '#e6eefb', end: '#f2f2f2', note: '#fffbe6' } as const;

function shapeSvg(shape: Shape): string {
  switch (shape.kind) {
    case 'box':
      return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" rx="${shape.tone === 'end' ? shape.height / 2 : 3}" fill="${fills[shape.tone]}" stroke="#333" stroke-width="${shape.tone === 'note' ? 0.5 : 1}"/>`;
    case 'text':
      return `<text x="${shape.x}" y="${shape.y}" font-size="${shape.size}"${shape.bold ? ' font-weight="bold"' : ''}${shape.anchor === 'middle' ? ' text-anchor="middle"' : ''}>${text(shape.text)}</text>`;
    case 'line':
      return `<polyline points="${shape.points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="#333"${shape.dashed ? ' stroke-dasharray="3 3"' : ''}${shape.arrow ? ' marker-end="url(#head)"' : ''}/>`;
  }
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;');
}

/** All that the page needs beside its text; a server may allow this style alone. */
export const manualStyle = `
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; color: #1a1a1a; background: #fff; max-width: 56rem; margin: 0 auto; padding: 1rem; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; background: #fff; padding: .5rem; }
h1 { margin-bottom: 0; } .subtitle { margin-top: .2rem; color: #444; }
h2 { border-bottom: 2px solid #1a1a1a; padding-bottom: .2rem; margin-top: 2.5rem; } h3 { margin: 1.6rem 0 .3rem; } h4 { margin: .9rem 0 .3rem; font-size: 1rem; }
.warning { border-left: .35rem solid #8a5a00; background: #fff7e0; padding: .6rem .9rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #ccc; }
th { font-size: .85rem; color: #444; } td:last-child, th:last-child { width: 13.5rem; }
a { color: #0b4a9e; } .needs-counsel { background: #8a2a00; color: #fff; border-radius: .2rem; padding: 0 .3rem; font-size: .8rem; }
.default { border: 1px solid #666; color: #333; border-radius: .2rem; padding: 0 .3rem; font-size: .8rem; font-weight: normal; }
figure { margin: 1rem 0; } figure svg { width: 100%; max-width: 46rem; } figcaption { font-size: .85rem; color: #444; }
footer { margin-top: 3rem; border-top: 1px solid #ccc; font-size: .85rem; color: #444; }
@media print { nav, .skip { display: none; } body { max-width: none; font-size: 10.5pt; padding: 0; } h2, h3, h4 { break-after: avoid; } tr, figure { break-inside: avoid; } thead { display: table-header-group; } a { color: inherit; text-decoration: none; } .needs-counsel { color: #000; background: none; border: 1.5px solid #000; } }
`;
