import type { Complaint } from '../../bench/routing/complaints.ts';

/** Letters that say who got a complaint right: of these models, in this order. */
const MODELS = {
  l: 'gemini-2.0-flash-lite',
  f: 'gemini-2.0-flash',
  s: 'claude-3-5-sonnet',
  m: 'gpt-4o-mini',
} as const;

/** Invented complaints, each with the models that answer it rightly; the two cheap ones err differently. */
const ROWS: readonly [narrative: string, product: string, rightly: string][] = [
  ['the app shows my card as declined although it was paid off last week', 'credit_card', 'lfsm'],
  ['my bureau file lists a bankruptcy that belongs to a namesake', 'credit_reporting', 'lfs'],
  ['a stranger rings nightly about a gym fee and calls it overdue', 'debt_collection', 'ls'],
  ['the escrow for my house was doubled without a word', 'mortgages_and_loans', 'fs'],
  ['a branch lost the cheque that I paid in on Monday', 'retail_banking', 'lfsm'],
  ['they charged an annual fee on plastic that I never activated', 'credit_card', 'lf'],
  ['an inquiry that I never allowed sits in my report', 'credit_reporting', 'sm'],
  ['somebody sold my settled account to another agency', 'debt_collection', ''],
];

/** One of them answers what is no product at all. */
const STRAY = 'boat_loan';

/** Recorded complaints made up for tests: `latency` seconds each. */
export function inventedComplaints(): Complaint[] {
  return ROWS.map(([narrative, product, rightly], at) => ({
    id: at + 1,
    narrative,
    product,
    answers: Object.fromEntries(
      Object.entries(MODELS).map(([letter, model]) => [
        model,
        { label: rightly.includes(letter) ? product : wrong(letter, product), seconds: 0.5 },
      ]),
    ),
  }));
}

function wrong(letter: string, product: string): string {
  if (letter === 'm') return STRAY;
  const others = letter === 'f' ? ['credit_card', 'debt_collection'] : ['retail_banking', 'credit_reporting'];
  return others.find((other) => other !== product) ?? STRAY;
}
