import type { Subject } from './subject.ts';

const levelWords = ['low', 'medium', 'high', 'critical'];
const writers: readonly (readonly [RegExp, (subject: Subject) => string])[] = [
  [/summary|title|headline|synopsis|abstract|gist/, (subject) => clip(firstSentences(subject.text), 160)],
  [/reply|response|answer|message/, writeReply],
  [/reason|explanation|rationale|justification|evidence|why/, writeReason],
  [/category|topic|intent|department|team|queue|label|kind/, (subject) => subject.topic?.name ?? 'general'],
  [/sentiment|mood|tone|emotion/, (subject) => subject.mood],
  [/urgency|priority|severity|impact/, (subject) => levelWords[subject.urgency] ?? 'medium'],
  [/language|locale|lang$/, () => 'en'],
  [
    /currency/,
    (subject) => (/€|\beur/i.test(subject.text) ? 'EUR' : /£|\bgbp/i.test(subject.text) ? 'GBP' : 'USD'),
  ],
];

/** What a text field of this name would say about the subject, or undefined for a name that says nothing. */
export function writeProse(name: string, subject: Subject): string | undefined {
  const plain = name.toLowerCase();
  return writers.find(([pattern]) => pattern.test(plain))?.[1](subject);
}

/** The words of a text worth naming: long ones first, each once. */
export function listKeywords(subject: Subject): readonly string[] {
  const words = new Set(subject.words.trim().split(' '));
  return [...words].filter((word) => word.length > 3).sort((a, b) => b.length - a.length);
}

/** The sentences of a text, each at most 200 characters long. */
export function listSentences(subject: Subject): readonly string[] {
  return subject.text.split(/(?<=[.!?])\s+/).map((sentence) => clip(sentence, 200));
}

/** A text on one line, shortened at a word to so many characters. */
export function clip(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length >> 1))}…`;
}

function firstSentences(text: string): string {
  return /^[\s\S]{20,400}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

function writeReply(subject: Subject): string {
  const about = subject.topic?.phrase ?? 'your message';
  const opening =
    subject.mood === 'negative' ? 'We are sorry for the trouble.' : 'Thank you for writing to us.';
  const pace = subject.urgency >= 2 ? 'right away' : 'and will come back to you';
  return `${opening} We are looking into ${about} ${pace}. You wrote: "${clip(subject.text, 120)}"`;
}

function writeReason(subject: Subject): string {
  const about = subject.topic ? `it is about ${subject.topic.phrase}` : 'it names no known topic';
  return `The text says "${clip(subject.text, 80)}": ${about}, its mood is ${subject.mood}.`;
}
