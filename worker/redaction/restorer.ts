import type { TextTransform } from './text-transform.ts';

/** Puts back what pseudonyms stand for, in whatever case a model writes them, and with the escapes of Markdown. */
export class Restorer {
  readonly #values = new Map<string, string>();
  readonly #lengths: readonly number[];
  readonly #firsts: ReadonlySet<string>;
  #beginnings: Set<string> | undefined;

  /** @param values the value behind each pseudonym */
  constructor(values: Iterable<readonly [string, string]>) {
    for (const [pseudonym, value] of values) {
      const name = pseudonym.toLowerCase();
      this.#values.set(name, value);
      if (name.includes('_')) this.#values.set(name.replaceAll('_', '\\_'), value);
    }
    const names = [...this.#values.keys()];
    // The longest first: one may be the beginning of another.
    this.#lengths = [...new Set(names.map(({ length }) => length))].sort((a, b) => b - a);
    this.#firsts = new Set(names.map((name) => name.charAt(0)));
  }

  get isIdle(): boolean {
    return this.#values.size === 0;
  }

  text(text: string): string {
    return this.isIdle ? text : this.#restore(text, text.length).restored;
  }

  /** A value of JSON with all its texts restored, names of properties among them. */
  value<T>(value: T): T {
    return this.isIdle ? value : (this.#inside(value) as T);
  }

  /** For a text that comes in pieces: a pseudonym may be split between them. */
  stream(): TextTransform {
    let held = '';
    return {
      write: (piece) => {
        const text = held + piece;
        const { restored, end } = this.#restore(text, this.#certainUntil(text));
        held = text.slice(end);
        return restored;
      },
      end: () => {
        const rest = this.text(held);
        held = '';
        return rest;
      },
    };
  }

  /** Restores what begins before `until`; says where it has stopped. */
  #restore(text: string, until: number): { readonly restored: string; readonly end: number } {
    const lower = lowered(text);
    let restored = '';
    let from = 0;
    let at = 0;
    while (at < until) {
      const match = this.#firsts.has(lower.charAt(at)) ? this.#matchAt(lower, at) : undefined;
      if (!match) {
        at += 1;
        continue;
      }
      restored += text.slice(from, at) + match.value;
      at += match.length;
      from = at;
    }
    return { restored: restored + text.slice(from, at), end: at };
  }

  #matchAt(lower: string, at: number): { readonly value: string; readonly length: number } | undefined {
    for (const length of this.#lengths) {
      const value = this.#values.get(lower.slice(at, at + length));
      if (value !== undefined) return { value, length };
    }
    return undefined;
  }

  /** Where the first pseudonym may begin that the text does not end yet. */
  #certainUntil(text: string): number {
    if (this.isIdle) return text.length;
    this.#beginnings ??= beginningsOf(this.#values.keys());
    const lower = lowered(text);
    const longest = this.#lengths[0] ?? 0;
    for (let at = Math.max(0, lower.length - longest); at < lower.length; at++) {
      if (this.#beginnings.has(lower.slice(at))) return at;
    }
    return lower.length;
  }

  #inside(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#inside(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [this.text(name), this.#inside(item)]),
    );
  }
}

/** In lower case, letter by letter: the places stay. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, at) => {
    const letter = text.charAt(at).toLowerCase();
    return letter.length === 1 ? letter : text.charAt(at);
  }).join('');
}

function beginningsOf(names: Iterable<string>): Set<string> {
  const beginnings = new Set<string>();
  for (const name of names) {
    for (let length = 1; length < name.length; length++) beginnings.add(name.slice(0, length));
  }
  return beginnings;
}
