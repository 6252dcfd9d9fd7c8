import { Parser } from 'htmlparser2';
import { BLOCKS, DROPPED_WITH_CONTENT, HTML_ELEMENTS } from './html-elements.ts';

/** Stands for a bracket that must not begin markup: safe wherever a text is shown, and still readable. */
const BRACKET = '\u2039';
const BEGINS_MARKUP = /<(?=[a-zA-Z/!?])/g;
/** No answer has more; parsing deep nesting takes time that grows with its square. */
const MOST_TAGS = 5_000;
const INLINE_CODE = /(`{1,2})[^`\n]{1,500}\1/g;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/**
 * Takes the HTML out of a text and keeps its words. Scripts, styles, frames and the like go with what is in them; a
 * tag that HTML does not know, such as a type's parameter, stays, harmless. In what stands in backticks tags are made
 * harmless instead. No `<` is left that could begin markup.
 */
export function cleanHtml(text: string): string {
  if (!text.includes('<')) return text;
  if (text.split('<').length > MOST_TAGS) return text.replace(BEGINS_MARKUP, BRACKET);
  const spelled = text.replace(INLINE_CODE, (code) => code.replace(BEGINS_MARKUP, BRACKET));
  const edits = editsOf(spelled);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, by } of edits) {
    if (start < at) continue;
    parts.push(spelled.slice(at, start), by);
    at = end;
  }
  parts.push(spelled.slice(at));
  return parts.join('').replace(BEGINS_MARKUP, BRACKET);
}

function editsOf(text: string): Edit[] {
  const edits: Edit[] = [];
  const dropped: { readonly name: string; readonly start: number }[] = [];
  const take = (by: string) => {
    if (dropped.length === 0) edits.push({ start: parser.startIndex, end: parser.endIndex + 1, by });
  };
  const parser: Parser = new Parser({
    onopentag: (name, { alt }, implied) => {
      if (implied) return;
      if (DROPPED_WITH_CONTENT.has(name)) dropped.push({ name, start: parser.startIndex });
      else if (name === 'br') take('\n');
      else if (name === 'img') take(alt ?? '');
      else if (BLOCKS.has(name)) take('\n');
      else if (HTML_ELEMENTS.has(name)) take('');
    },
    onclosetag: (name, implied) => {
      const opened = dropped.findLastIndex((element) => element.name === name);
      if (opened >= 0) {
        const start = dropped[opened]?.start ?? 0;
        dropped.length = opened;
        if (opened === 0) edits.push({ start, end: parser.endIndex + 1, by: '' });
      } else if (!implied && HTML_ELEMENTS.has(name)) take('');
    },
    oncomment: () => take(''),
    onprocessinginstruction: () => take(''),
  });
  parser.end(text);
  return edits.sort((a, b) => a.start - b.start);
}
