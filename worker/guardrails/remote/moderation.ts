import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { ModelAnswer } from '../../models/model-port.ts';
import { found, PASS } from '../verdicts.ts';
import type { RemoteGuardrail } from './remote-guardrail.ts';

/** Moderation models judge long texts by their whole; what is bad in a part of one would drown. In UTF-16 units. */
const PIECE = 8_000;
/** What stands across the end of a piece stands whole in the next. */
const OVERLAP = 400;

type Settings = NonNullable<GuardrailSettings['moderation']>;
type Result = ModelAnswer<'moderation'>['results'][number];

/** Unsafe content as a provider's moderation model sees it: what it flags, or what it scores as the task says. */
export function moderation({ action, on, model, categories, threshold }: Settings): RemoteGuardrail {
  const counts = (category: string) =>
    categories?.some((name) => category === name || category.startsWith(`${name}/`)) ?? true;
  return {
    name: 'moderation',
    model,
    appliesTo: on,
    ask: ({ text }) => ({ kind: 'moderation', request: { texts: piecesOf(text) } }),
    read: (answer) => {
      const { results } = answer as ModelAnswer<'moderation'>;
      const raised = results.flatMap((result) =>
        raisedIn(result, threshold).filter(([name]) => counts(name)),
      );
      if (raised.length === 0) return PASS;
      const names = [...new Set(raised.map(([name]) => name))].toSorted();
      const score = Math.max(...raised.map(([, value]) => value));
      return found(action, 'unsafe_content', `The text has ${names.join(', ')}.`, { score: clamped(score) });
    },
  };
}

/** The categories that count in a text, with their scores; a flag without a category is one of its own. */
function raisedIn(
  { flagged, categories, scores }: Result,
  threshold: number | undefined,
): [string, number][] {
  if (threshold !== undefined && Object.keys(scores).length === 0)
    throw new Error('the model tells no scores');
  if (threshold !== undefined) return Object.entries(scores).filter(([, score]) => score >= threshold);
  if (!flagged) return [];
  return (categories.length > 0 ? categories : ['flagged']).map((name) => [name, scores[name] ?? 1]);
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at + OVERLAP < text.length; at += PIECE - OVERLAP) {
    pieces.push(text.slice(at, at + PIECE).toWellFormed());
  }
  return pieces;
}

function clamped(score: number): number {
  return Math.min(1, Math.max(0, score));
}
