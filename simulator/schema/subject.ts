import { isObject, type JsonObject, parseJson } from '../protocol/json.ts';
import { type Topic, topics } from './topics.ts';
import { negativeStems, positiveStems, urgencyStems } from './vocabulary.ts';
import { countStems, normalise } from './words.ts';

const maxLength = 8_000;

/** What the simulator sees in the text that an instance is filled from. */
export interface Subject {
  /** The text, without the instructions around it, at most 8,000 characters. */
  readonly text: string;
  /** The words of the text in lower case, each between two spaces. */
  readonly words: string;
  /** Values that the text states: a JSON object in it, or lines of the form `name: value`. */
  readonly stated: JsonObject;
  readonly mood: 'positive' | 'negative' | 'neutral' | 'mixed';
  /** 0 low, 1 medium, 2 high, 3 critical. */
  readonly urgency: number;
  /** What it is about most, or undefined when no topic is recognised. */
  readonly topic: Topic | undefined;
}

/** Reads what there is to see in a text. */
export function readSubject(message: string): Subject {
  const text = findSubjectText(message.slice(0, maxLength)).trim();
  const words = normalise(text);
  const mood = readMood(words);
  return {
    text,
    words,
    stated: readStated(text),
    mood,
    urgency: readUrgency(words, mood),
    topic: findTopic(words),
  };
}

// Prompts wrap the text that matters in a tag, a fence or a label; what stands around it are instructions.
function findSubjectText(message: string): string {
  const tagged = /<([a-z][\w-]{0,40})>([\s\S]*?)<\/\1>/i.exec(message)?.[2];
  const fenced = /"""([\s\S]+?)"""/.exec(message)?.[1];
  const labelled =
    /^(?:ticket|text|message|input|email|review|document|customer message):[ \t]*([\s\S]+)/im.exec(
      message,
    )?.[1];
  return [tagged, fenced, labelled].find((part) => part?.trim()) ?? message;
}

function readStated(text: string): JsonObject {
  const json = parseJson(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  if (isObject(json)) return json;
  const lines = [...text.matchAll(/^[ \t]*([a-z][\w -]{0,40}):[ \t]*(\S.{0,500})$/gim)];
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [toSnakeCase(name), value.trim()]));
}

function toSnakeCase(name: string): string {
  return name.trim().toLowerCase().replace(/[ -]+/g, '_');
}

function readMood(words: string): Subject['mood'] {
  const good = countStems(words, positiveStems);
  const bad = countStems(words, negativeStems);
  if (good === bad) return good === 0 ? 'neutral' : 'mixed';
  return good > bad ? 'positive' : 'negative';
}

function readUrgency(words: string, mood: Subject['mood']): number {
  for (const [urgency, stems] of urgencyStems) {
    if (countStems(words, stems) > 0) return mood === 'negative' ? Math.max(1, urgency) : urgency;
  }
  return 1;
}

function findTopic(words: string): Topic | undefined {
  let best: Topic | undefined;
  let bestCount = 0;
  for (const topic of topics) {
    const count = countStems(words, topic.stems);
    if (count > bestCount) {
      best = topic;
      bestCount = count;
    }
  }
  return best;
}
