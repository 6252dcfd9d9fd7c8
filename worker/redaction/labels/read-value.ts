import { Topic } from '../context/vocabulary.ts';
import { type LabelShape, PLACEHOLDERS } from '../data/label-shapes.ts';
import type { ValueStart } from './value-start.ts';

/** The end of a value in the text, and what equal values have in common. */
interface Value {
  readonly end: number;
  readonly canonical: string;
}

const CLOSING: Readonly<Record<string, string>> = { '“': '”', '„': '“', '«': '»' };
const DIGITS = /^\d(?:[ .-]?\d)*(?![\p{L}\p{N}_])/u;
const CODE = /^[\p{L}\p{N}]+(?:[-/.\u2013][\p{L}\p{N}]+)*(?: [A-Z\d][A-Z\d/-]*(?![a-z]))*/u;
const HANDLE = /^@?[\p{L}\p{N}](?:[\p{L}\p{N}]|[._+#-](?=[\p{L}\p{N}_-])|_)*/u;
const UNQUOTED = /^[^\s<>|"`]+/;
const TRAILING = /(?:[,;)\]}'.!?]|&quot)+$/;
const PLACEHOLDER =
  /^(?:[*x•.…_?#-]+|[<[{$%].*|(?:process|os|env|self|this|config|settings|request|req)\.[\w.]+|\w+\(.*|.*\$\{.*)$/i;

let placeholders: ReadonlySet<string> | undefined;

/** Reads a label's value as its shape has it; absent when what stands there is written otherwise. */
export function readValue(text: string, start: ValueStart, shape: LabelShape): Value | undefined {
  const ahead = text.slice(start.at, Math.min(start.at + shape.most * 2 + 2, start.until ?? text.length));
  if (shape.written === 'digits') return readCode(DIGITS.exec(ahead)?.[0], start.at, shape);
  if (shape.written === 'code') return readCode(CODE.exec(ahead)?.[0], start.at, shape);
  if (shape.written === 'handle') return readHandle(HANDLE.exec(ahead)?.[0], ahead, start, shape);
  return readSecret(ahead, start, shape);
}

function readCode(written: string | undefined, at: number, shape: LabelShape): Value | undefined {
  let value = written ?? '';
  while (value !== '' && !fits(value, shape) && value.includes(' '))
    value = value.slice(0, value.lastIndexOf(' '));
  value = value.replace(/(?: [A-Z]+)+$/, (tail) => (shape.topic === Topic.vehicle ? tail : ''));
  if (!fits(value, shape)) return undefined;
  return { end: at + value.length, canonical: compact(value) };
}

function fits(value: string, { least, most, digits = 0 }: LabelShape): boolean {
  const { length } = compact(value);
  return length >= least && length <= most && value.replace(/\D/g, '').length >= digits;
}

function compact(value: string): string {
  return value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

function readHandle(value = '', ahead: string, start: ValueStart, shape: LabelShape): Value | undefined {
  const next = ahead.charAt(value.length);
  if (value.length < shape.least || value.length > shape.most || isPlaceholder(value) || /[(@[]/.test(next))
    return undefined;
  if (start.explicit !== 'sign' && !/[\d._]|[a-z][A-Z]/.test(value)) return undefined;
  return { end: start.at + value.length, canonical: value.replace('@', '').toLowerCase() };
}

function readSecret(ahead: string, start: ValueStart, shape: LabelShape): Value | undefined {
  const value = secretText(ahead, start.quote);
  if (value === undefined || value.length < shape.least || value.length > shape.most) return undefined;
  if (
    isPlaceholder(value) ||
    !(shape.dataClass === 'password' ? isPassword(value, start) : isRandom(value))
  ) {
    return undefined;
  }
  return { end: start.at + value.length, canonical: value };
}

function secretText(ahead: string, quote: string): string | undefined {
  if (quote !== '') {
    const close = ahead.indexOf(CLOSING[quote] ?? quote);
    if (close >= 0 && !ahead.slice(0, close).includes('\n')) return ahead.slice(0, close);
  }
  const run = UNQUOTED.exec(ahead)?.[0];
  if (run === undefined) return undefined;
  const parameter = /[&;,](?=[\w-]+=)|['"]?[,;]?$/.exec(run);
  return run
    .slice(0, parameter?.index ?? run.length)
    .replace(TRAILING, (tail) => (/^!+$/.test(tail) ? tail : ''));
}

function isPassword(value: string, { explicit, quote }: ValueStart): boolean {
  if (quote === '' && /^[\p{L}_.]+[([]/u.test(value)) return false;
  if (explicit === 'sign') return true;
  return /[\d\p{S}!@#%^&*?]/u.test(value) && !/^\d{1,3}$/.test(value);
}

function isRandom(value: string): boolean {
  if (!/^[\w+/=.~:%-]+$/.test(value) || !/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  const distinct = new Set(value).size;
  return distinct >= 8 && !/^[\w-]+\.[a-z]+\.[a-z]+$/i.test(value) && !/:\/\//.test(value);
}

function isPlaceholder(value: string): boolean {
  placeholders ??= new Set(PLACEHOLDERS.split(/\s+/));
  return placeholders.has(value.toLowerCase()) || PLACEHOLDER.test(value);
}
