import { type AllowedHosts, allowsUrl } from './allow-url.ts';

/** Markdown's `[label]: address` lines; a label is used by links and images alike. */
const DEFINITION =
  /^( {0,3}\[[^\]\n]{1,300}\]:[ \t]{0,10}\n?[ \t]{0,10})(<[^>\n]{0,2000}>|\S{1,2000})(.*)$/gm;
const AUTOLINK = /<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]{0,2000}|[^\s<>@]{1,200}@[^\s<>]{1,200})>/g;
const BARE = /(?<!\w)(?:https?|ftp):\/\/[^\s<>()"'\]]{1,2000}|(?<![\w/.@])www\.[^\s<>()"'\]]{1,2000}/gi;

/** Makes plain text of Markdown's links and images that point where the task does not allow. */
export function cleanLinks(text: string, hosts: AllowedHosts): string {
  const both = text.includes('![') ? (['links', 'images'] as const) : (['links'] as const);
  const defined = text.replace(DEFINITION, (line, label: string, address: string) =>
    both.every((use) => allowsUrl(unbracketed(address), use, hosts))
      ? line
      : `${label.trim().slice(0, -1)} (removed)`,
  );
  const inline = cleanInline(defined, hosts).replace(AUTOLINK, (_, address: string) => address);
  if (hosts.links.includes('*')) return inline;
  return inline.replace(BARE, (address) => {
    const url = address.toLowerCase().startsWith('www.') ? `https://${address}` : address;
    if (allowsUrl(url, 'links', hosts) || allowsUrl(url, 'images', hosts)) return address;
    return `${URL.parse(url)?.hostname.replace(/^(?:www\.)+/, '') ?? 'address'} (removed)`;
  });
}

/** Looks at each `](` once; what it closes is the last bracket that is still open. */
function cleanInline(text: string, hosts: AllowedHosts): string {
  if (!text.includes('](')) return text;
  const closings = closingParentheses(text);
  const parts: string[] = [];
  const open: { readonly part: number; readonly image: boolean }[] = [];
  let from = 0;
  let openImages = 0;
  const hasImages = text.includes('![');
  const push = (until: number) => parts.push(text.slice(from, until));
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '[' && !escaped(text, at)) {
      const image = text[at - 1] === '!' && at > from;
      push(image ? at - 1 : at);
      open.push({ part: parts.push(image ? '![' : '[') - 1, image });
      if (image) openImages += 1;
      from = at + 1;
    } else if (text[at] === ']' && !escaped(text, at)) {
      const opening = open.pop();
      // Code in the label can hide its brackets from a renderer: an address counts as an image's wherever it could be.
      const image = opening === undefined ? hasImages : openImages > 0;
      if (opening?.image) openImages -= 1;
      if (text[at + 1] !== '(') continue;
      if (allowsUrl(addressAt(text, at + 2), image ? 'images' : 'links', hosts)) continue;
      if (opening) parts[opening.part] = '';
      push(at);
      const closing = closings.get(at + 1);
      if (closing === undefined) parts.push(' ');
      from = closing === undefined ? at + 1 : closing + 1;
      at = from - 1;
    }
  }
  push(text.length);
  return parts.join('');
}

/** Where each opening parenthesis that is closed again is closed. */
function closingParentheses(text: string): Map<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (escaped(text, at)) continue;
    if (text[at] === '(') open.push(at);
    else if (text[at] === ')') {
      const opening = open.pop();
      if (opening !== undefined) closings.set(opening, at);
    }
  }
  return closings;
}

const ADDRESS = /\s{0,20}(?:<([^>\n]{0,500})>|(\S{0,500}))/y;

/** The address of a link, in angle brackets or up to the next space. Nobody needs one that is longer. */
function addressAt(text: string, start: number): string {
  ADDRESS.lastIndex = start;
  const [, bracketed, bare = ''] = ADDRESS.exec(text) ?? [];
  return bracketed ?? (bare.endsWith(')') ? bare.slice(0, -1) : bare);
}

function escaped(text: string, at: number): boolean {
  return text[at - 1] === '\\' && text[at - 2] !== '\\';
}

function unbracketed(address: string): string {
  return address.startsWith('<') && address.endsWith('>') ? address.slice(1, -1) : address;
}
