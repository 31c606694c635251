import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

const startsLine = new Set(['p', 'br', 'div', 'table', 'tr', 'h1', 'h2', 'h3', 'ul', 'ol', 'li', 'hr', 'center']);
const unseen = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);

/** The text of a page as a person reads it, one line per block; links stand behind their words in angle brackets. */
export function textOfPage(html: string): string {
  const parts: string[] = [];
  walk(parse(html), parts);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** With a list of its own, since a hostile page nests deeper than the call stack. */
function walk(root: Node, parts: string[]): void {
  const open: (Node | string)[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node === 'string') parts.push(node);
    else if ('value' in node && node.nodeName === '#text') parts.push(node.value.replace(/\s+/g, ' '));
    else if ('childNodes' in node && !unseen.has(node.nodeName)) {
      const href = node.nodeName === 'a' && 'attrs' in node ? node.attrs.find(({ name }) => name === 'href')?.value : undefined;
      open.push(startsLine.has(node.nodeName) ? '\n' : href ? ` <${href.replace(/\s+/g, '')}> ` : node.nodeName === 'td' || node.nodeName === 'th' ? ' ' : '');
      for (const child of node.childNodes.toReversed()) open.push(child);
      if (startsLine.has(node.nodeName)) parts.push('\n');
    }
  }
}
