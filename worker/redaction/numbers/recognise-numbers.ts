import { announced, announcedAfter } from '../context/announced.ts';
import { Topic } from '../context/vocabulary.ts';
import { type Page, report, tokenFrom } from '../page.ts';
import { type DigitRun, readDigitRun } from './digit-run.ts';
import { type DigitWindow, windowOf } from './digit-window.ts';
import { scoreNationalNumber } from './national-numbers.ts';
import { scoreCard } from './payment-cards.ts';
import { readPhone } from './phone-numbers.ts';

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 19;
const BEFORE = 9;
const AFTER = 4;
const RIGHT_BEFORE = 5;
const EXTENSION = /^ {0,2}(?:,? ?(?:ext\.?|extension|x|app\.?|poste|durchwahl) ?\.?:? ?|#)(\d{1,6})(?![\w])/i;
const LONGEST_EXTENSION = 24;
const WRITTEN_CHAR = /[\p{L}\p{N}]/u;
const JOINED = /[\p{L}\p{N}_$€£¥@&%]/u;

/** Looks at the run of digits that token `at` begins for phone, card and national numbers; returns where it ends. */
export function recogniseNumbers(page: Page, at: number): number {
  const from = page.tokens.start[at] as number;
  const run = readDigitRun(page.text, from);
  const lastGroup = run.ends.length - 1;
  const end = run.ends[lastGroup] as number;
  if (run.digits.length < FEWEST_DIGITS) return end;
  let token = at;
  for (let first = 0; first <= lastGroup; first++) {
    while ((page.tokens.start[token] as number) < (run.starts[first] as number)) token++;
    if (first > 0 && !parts(run.gaps[first - 1])) continue;
    const last = lastOfNumber(page, run, first, token);
    if (last >= first) first = last;
  }
  return end;
}

/** The last group of the longest number that begins with group `first`; -1 when none does. */
function lastOfNumber(page: Page, run: DigitRun, first: number, token: number): number {
  for (let last = run.ends.length - 1; last >= first; last--) {
    const count = (run.offsets[last + 1] ?? run.digits.length) - (run.offsets[first] as number);
    if (count > MOST_DIGITS) continue;
    if (count < FEWEST_DIGITS) break;
    if (last < run.ends.length - 1 && !parts(run.gaps[last])) continue;
    const window = windowOf(page.text, run, first, last);
    if (standsAlone(page.text, window) && reportBest(page, window, token)) return last;
  }
  return -1;
}

function reportBest(page: Page, window: DigitWindow, token: number): boolean {
  const near = (topic: (typeof Topic)[keyof typeof Topic]) =>
    announced(page, topic, token, BEFORE) || announcedAfter(page, topic, tokenFrom(page, window.end), AFTER);
  const thing = announced(page, Topic.thing, token, RIGHT_BEFORE);
  const card = scoreCard(window, announced(page, Topic.card, token, RIGHT_BEFORE) && !thing);
  const nationalNear = near(Topic.nationalId);
  const national = scoreNationalNumber(
    window,
    nationalNear,
    announced(page, Topic.nationalId, token, RIGHT_BEFORE) && nearest(page, Topic.nationalId),
  );
  const phoneNear = announced(page, Topic.phone, token, BEFORE) ? 1 : near(Topic.phone) ? 0.6 : 0;
  const phone = readPhone(
    window,
    page.text,
    nearest(page, Topic.phone) ? phoneNear : phoneNear / 2,
    page.country,
  );
  const phoneScore = phone?.score ?? 0;
  const best = Math.max(card, national, phoneScore);
  if (best === 0 || (thing && best < 0.8 && !nationalNear && phoneNear === 0)) return false;
  const rather = nationalNear && phoneNear === 0 && card < best;
  if (national > 0 && (rather || (best === national && (nationalNear || phoneScore < best)))) {
    report(page, 'national_id', window.start, window.end, national, window.digits);
  } else if (best === phoneScore && phone !== undefined) {
    const extension = EXTENSION.exec(page.text.slice(window.end, window.end + LONGEST_EXTENSION));
    const canonical = extension === null ? phone.canonical : `${phone.canonical};ext=${extension[1]}`;
    report(page, 'phone', window.start, window.end + (extension?.[0].length ?? 0), best, canonical);
  } else {
    report(page, 'payment_card', window.start, window.end, best, window.digits);
  }
  return true;
}

/** Whether no other kind of number was announced after this topic was. */
function nearest(page: Page, topic: number): boolean {
  const own = page.seen[topic] as number;
  return NUMBER_TOPICS.every((other) => (page.seen[other] as number) <= own);
}

const NUMBER_TOPICS = [
  Topic.phone,
  Topic.nationalId,
  Topic.card,
  Topic.account,
  Topic.routing,
  Topic.device,
  Topic.passport,
];

/** Numbers are told apart where a space stands between them, or a dash between spaces. */
function parts(gap: string | undefined): boolean {
  return gap !== undefined && (gap.startsWith(' ') || gap === ') (');
}

function standsAlone(text: string, { start, end }: DigitWindow): boolean {
  const before = text.charAt(start - 1);
  if (before !== '' && JOINED.test(before)) return false;
  if (/[-./]/.test(before) && WRITTEN_CHAR.test(text.charAt(start - 2))) return false;
  const after = text.slice(end, end + LONGEST_EXTENSION);
  if (EXTENSION.test(after)) return true;
  return (
    (after.startsWith('&') || !JOINED.test(after.charAt(0))) &&
    !(/[-/=.:]/.test(after.charAt(0)) && WRITTEN_CHAR.test(after.charAt(1)))
  );
}
