import type { Context, Place } from './context.ts';
import type { Subject } from './subject.ts';
import { topics } from './topics.ts';
import { fallbackWords, moods, ranks } from './vocabulary.ts';
import { countStems, normalise } from './words.ts';

/** Chooses a value of an enum by what the text says. Later places of an array get the next best values. */
export function chooseOption(options: readonly unknown[], place: Place, context: Context): unknown {
  if (context.attempt > 2) return options[Math.floor(context.random() * options.length)];
  const stated = options.find((option) => isStated(option, place.stated));
  if (stated !== undefined) return stated;
  const ordered = orderOptions(options, context.subject);
  return ordered[place.index % ordered.length];
}

/** A rank (0 low to 3 critical) or a mood decides scales; words of the text decide everything else. */
function orderOptions(options: readonly unknown[], subject: Subject): readonly unknown[] {
  const labels = options.map(readLabel);
  const score = chooseScore(labels, subject);
  return options
    .map((option, index) => ({ option, score: score(labels[index] ?? '') }))
    .sort((a, b) => b.score - a.score)
    .map(({ option }) => option);
}

function chooseScore(labels: readonly string[], subject: Subject): (label: string) => number {
  if (labels.filter((label) => moods.has(label)).length >= 2) return (label) => scoreMood(label, subject);
  if (labels.filter((label) => ranks.has(label)).length >= 2)
    return (label) => -Math.abs((ranks.get(label) ?? 9) - subject.urgency);
  return (label) => scoreWords(label, subject);
}

function scoreMood(label: string, subject: Subject): number {
  const mood = moods.get(label);
  if (mood === subject.mood) return 2;
  return mood === 'neutral' ? 1 : 0;
}

function scoreWords(label: string, subject: Subject): number {
  const tokens = label.split(' ');
  const named = subject.words.includes(` ${label} `) ? 3 : 0;
  const about = topics
    .filter((topic) => tokens.some((token) => topic.aliases.includes(token)))
    .map((topic) => countStems(subject.words, topic.stems));
  const fallback = tokens.some((token) => fallbackWords.has(token)) ? 0.5 : 0;
  return named + Math.max(0, ...about) + fallback;
}

function readLabel(option: unknown): string {
  return option === null ? '' : normalise(String(option).replace(/([a-z])([A-Z])/g, '$1 $2')).trim();
}

function isStated(option: unknown, stated: unknown): boolean {
  if (stated === undefined || option === null) return false;
  return option === stated || (typeof stated === 'string' && readLabel(option) === readLabel(stated));
}
