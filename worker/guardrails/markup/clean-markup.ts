import type { AllowedHosts } from './allow-url.ts';
import { cleanCharacters } from './clean-characters.ts';
import { cleanHtml } from './clean-html.ts';
import { cleanLinks } from './clean-links.ts';

/** What takes out one thing may put together another; a text that is not steady by then is made plain. */
const MOST_ROUNDS = 5;
const FENCE = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;

/** How a text will be shown: Markdown shows fenced code as it is. */
export type Format = 'markdown' | 'html';

/** A text without what acts: hidden characters, HTML, and links and images that point where they may not. */
export function cleanMarkup(text: string, hosts: AllowedHosts, format: Format): string {
  let current = cleanCharacters(text);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const cleaned = format === 'markdown' ? outsideFences(current, hosts) : cleanPart(current, hosts);
    if (cleaned === current) return current;
    current = cleaned;
  }
  return current.replace(/[<>[\]]/g, ' ');
}

function cleanPart(text: string, hosts: AllowedHosts): string {
  return cleanLinks(cleanHtml(linkBrackets(text)), hosts);
}

/** Markdown's `<https://…>` is no tag: its brackets go before HTML is looked for. */
function linkBrackets(text: string): string {
  return text.replace(/<((?:https?|mailto):[^\s<>]{1,2000})>/gi, '$1');
}

/** Cleans what stands outside of fenced code. A fence that is never closed lasts to the end, as renderers have it. */
function outsideFences(text: string, hosts: AllowedHosts): string {
  const parts: string[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const flush = (clean: boolean) => {
    if (lines.length > 0) parts.push(clean ? cleanPart(lines.join('\n'), hosts) : lines.join('\n'));
    lines = [];
  };
  for (const line of text.split('\n')) {
    const [, mark, info = ''] = FENCE.exec(line) ?? [];
    const opens = fence === undefined && mark !== undefined && !(mark[0] === '`' && info.includes('`'));
    const closes = fence !== undefined && mark?.startsWith(fence) === true && info.trim() === '';
    if (opens) flush(true);
    lines.push(line);
    if (closes) flush(false);
    if (opens) fence = mark;
    else if (closes) fence = undefined;
  }
  flush(fence === undefined);
  return parts.join('\n');
}
