import type { Span } from '../guardrail.ts';

/** Marks of form that attacks have, whatever their words say. */
export const SIGNALS = [
  'data_mark',
  'chat_template',
  'role_line',
  'role_json',
  'section_mark',
  'many_turns',
  'eager_turns',
  'gibberish',
  'address',
  'data_link',
  'image_link',
  'hidden_markup',
  'string_assembly',
  'threat_or_points',
  'placeholder',
  'quoted_order',
] as const;
export type Signal = (typeof SIGNALS)[number];

export interface SignalHit extends Span {
  readonly signal: Signal;
}

const URL = /https?:\/\/[^\s"'<>)\]]{4,300}/g;
const MAIL = /(?<=[\w.+-])@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;

/** Each is linear in the text: no pattern can match a place in two ways. */
const PATTERNS: Readonly<Partial<Record<Signal, RegExp>>> = {
  data_mark:
    /<\/?\s{0,5}(?:data|context|document|documents|user_query|user_input|input|untrusted|instructions?|information|admin|system)\s{0,5}>|"{3}end|```\s?end of/g,
  chat_template:
    /<\|[a-z_]{2,30}\|?>?|\[\/?inst\]|<{1,3}\/?sys>{1,3}|<\/?(?:start|end)_of_turn>|<\/?s>|\[\/?(?:system|admin|moderator)\]|<<admin>>/g,
  role_line:
    /(?:^|\n)[ \t]{0,8}(?:#{1,4} ?)?(?:\[|\*\*)?(?:system|assistant|developer|human|ai|operator|admin|instruction|response|systeme|sistema|система|系统)(?: (?:update|note|message|prompt|override))?(?:\]|\*\*)?[ \t]{0,3}[:：]/g,
  role_json: /["']role["']\s{0,5}:\s{0,5}["'](?:system|developer|assistant)["']/g,
  section_mark:
    /(?:[=\-*#~]{3,20}|```) ?(?:end|begin|start|operator|supervisor|admin|system|new|ticket ends|real)\b/g,
  data_link:
    /https?:\/\/[^\s"'<>)\]?#]{3,200}[?#][^\s"'<>)\]=]{0,40}=(?:[{[]|data|the_|message|conversation|$|\s|\))/g,
  image_link: /!\[[^\]\n]{0,200}\]\(/g,
  hidden_markup:
    /display\s{0,3}:\s{0,3}none|font-size\s{0,3}:\s{0,3}0|visibility\s{0,3}:\s{0,3}hidden|color\s{0,3}:\s{0,3}(?:#fff|white)|opacity\s{0,3}:\s{0,3}0|<!--/g,
  string_assembly:
    /\b\w{1,8}\s{0,3}=\s{0,3}["'][^"'\n]{2,60}["']\s{0,3}[,;]|["']\s{0,2}\+\s{0,2}["']|\]\s{0,2}\[/g,
  threat_or_points:
    /\b(?:lose|costs?|gets?|gains?) \d{1,4} (?:points?|tokens?|li[fv]es?)|\bcosts a life|\bcease to exist|will be (?:punished|fired|deleted)|kitten|\bpoints\b.{0,40}\bdetails\b/g,
  placeholder:
    /\{\{[^}\n]{1,40}\}\}|\[(?:summary|data|conversation|insert)[^\]\n]{0,40}\]|\b(?:the_users?|data)_[a-z_]{3,40}/g,
  quoted_order:
    /(?:say|output|respond with|reply with|answer with|print|write|only|begin with|start with|answer:?|is:?) ["“'«「][^"”'»」\n]{2,120}["”'»」]/g,
};

/** What no match is without: cheaper to look for. */
const NEEDS: Readonly<Partial<Record<Signal | 'url' | 'mail' | 'turn', readonly string[]>>> = {
  data_mark: ['<', '"}', '```'],
  chat_template: ['<', '['],
  role_line: [':', '：'],
  role_json: ['role'],
  section_mark: ['===', '---', '***', '###', '~~~', '```'],
  data_link: ['://'],
  image_link: ['!['],
  hidden_markup: [':', '<!--'],
  string_assembly: ['=', '+', ']'],
  threat_or_points: [
    ...[' point', 'points', ' token', ' live', ' life', 'costs a life', 'cease to exist', 'kitten'],
    ...['will be punished', 'will be fired', 'will be deleted'],
  ],
  placeholder: ['{{', '[', '_'],
  quoted_order: ['"', '“', "'", '«', '「'],
  url: ['://'],
  mail: ['@'],
  turn: [':'],
};

const TURN =
  /(?:^|\n|[.?!] )[ \t]{0,4}(?:user|assistant|q|a|human|ai|bot|customer|agent|frage|antwort|question|answer|pregunta|respuesta)[ \t]{0,2}:/g;
const EAGER =
  /:\s{0,3}(?:sure|of course|certainly|easy|gladly|absolutely|gern|klar|bien sur|claro|no problem)[!,:. ]/g;
const FEW_TURNS = 4;
const ODD = /[\p{P}\p{S}]{2,}/gu;
const TAIL = 220;
const ODD_RUNS = 6;

/** Finds the signals in a folded text, which keeps its lines. */
export function findSignals(folded: string): SignalHit[] {
  const hits: SignalHit[] = [];
  for (const [signal, pattern] of Object.entries(PATTERNS) as [Signal, RegExp][]) {
    if (!mayHave(folded, signal)) continue;
    hits.push(...spansOf(folded, pattern).map((span) => ({ signal, ...span })));
  }
  const addresses = [
    ...(mayHave(folded, 'url') ? spansOf(folded, URL) : []),
    ...(mayHave(folded, 'mail') ? spansOf(folded, MAIL) : []),
  ];
  hits.push(...addresses.map((span) => ({ signal: 'address' as const, ...span })));
  return [...hits, ...turns(folded), ...gibberish(folded)];
}

function mayHave(folded: string, name: keyof typeof NEEDS): boolean {
  return NEEDS[name]?.some((part) => folded.includes(part)) ?? true;
}

function spansOf(text: string, pattern: RegExp): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    spans.push({ start: found.index, end: found.index + found[0].length });
  }
  return spans;
}

/** Many made-up turns teach a model to go on in the same way. They count where the last of them stands. */
function turns(folded: string): SignalHit[] {
  if (!mayHave(folded, 'turn')) return [];
  const all = spansOf(folded, TURN);
  const eager = spansOf(folded, EAGER);
  return [
    ...(all.length > FEW_TURNS
      ? all.slice(FEW_TURNS).map((span) => ({ signal: 'many_turns' as const, ...span }))
      : []),
    ...(eager.length > 2 ? eager.slice(2).map((span) => ({ signal: 'eager_turns' as const, ...span })) : []),
  ];
}

/** A prose text that ends in a thicket of punctuation: a suffix found by search rather than written. */
function gibberish(folded: string): SignalHit[] {
  const start = Math.max(0, folded.length - TAIL);
  const runs = new Set(Array.from(folded.slice(start).matchAll(ODD), ([run]) => run));
  return runs.size >= ODD_RUNS ? [{ signal: 'gibberish', start, end: folded.length }] : [];
}
