import type { Context, Place } from './context.ts';
import { normalise } from './words.ts';

/** True when the text says what the name of the place asks for. */
export function fillBoolean(place: Place, context: Context): boolean {
  if (context.attempt > 0) return context.random() < 0.5;
  if (typeof place.stated === 'boolean') return place.stated;
  if (typeof place.stated === 'string') return /^(true|yes|y|1)$/i.test(place.stated);
  const { words, urgency, mood } = context.subject;
  const { name } = place;
  if (/urgent|escalat|critical|immediate/i.test(name)) return urgency >= 2;
  if (/human|follow_?up|attention|action/i.test(name)) return urgency >= 2 || mood === 'negative';
  if (/positive|satisfied|happy/i.test(name)) return mood === 'positive';
  if (/negative|angry|unhappy|complaint/i.test(name)) return mood === 'negative';
  if (/valid|success|relevant|answered|ok$/i.test(name)) return true;
  return normalise(name.replace(/[_-]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2'))
    .trim()
    .split(' ')
    .some((word) => word.length > 3 && words.includes(` ${word.slice(0, 6)}`));
}
