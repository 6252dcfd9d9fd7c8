import { type Html, html } from './html.ts';

/** A moment (Unix ms) for people and machines; a dash for none. */
export function moment(at: number | string | undefined): Html {
  if (at === undefined) return html`–`;
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 23)}</time>`;
}

/** A length of time in ms. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}

/** Micro-USD as dollars. */
export function money(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(6)}`;
}

/** A state or outcome with its colour. */
export function badge(word: string): Html {
  return html`<span class="badge badge-${word}">${word}</span>`;
}
