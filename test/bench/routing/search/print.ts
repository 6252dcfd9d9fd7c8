import { table } from '../../report/table.ts';
import type { Part } from '../part.ts';
import { isHeldOut } from '../split.ts';
import type { Cascade } from './cascades.ts';
import { inHalves, type Spread } from './halves.ts';
import { meanAt } from './play.ts';
import { type Contender, type Field, fieldOf, rank } from './search.ts';

const SHOWN = 10;
const MICRO_USD_PER_1000 = 1_000;

/** Looks for the best cascade on the tuning rows, and says how it and the ones after it do on the held-out ones. */
export function searchReport(whole: Part, models: readonly string[]): string {
  const field = fieldOf(whole, models);
  const places = whole.complaints.map((_, at) => at);
  const heldOut = places.filter((at) => isHeld(whole, at));
  const tuning = places.filter((at) => !isHeld(whole, at));
  const ranked = rank(field, tuning);
  const rows = ranked
    .slice(0, SHOWN)
    .map(({ is, played }) => [
      wordsOf(is),
      meanAt(played.right, tuning).toFixed(3),
      meanAt(played.right, heldOut).toFixed(3),
      (meanAt(played.cost, places) / MICRO_USD_PER_1000).toFixed(3),
    ]);
  const head = [`${ranked.length} cascades may cost what they do, the best`, 'tuning', 'held out'];
  const [found] = ranked;
  return [table([[...head, 'USD per 1,000'], ...rows]), ...(found ? [halvesOf(field, found)] : [])].join(
    '\n\n',
  );
}

function isHeld({ complaints }: Part, at: number): boolean {
  const complaint = complaints[at];
  return complaint !== undefined && isHeldOut(complaint);
}

function halvesOf(field: Field, { is, played }: Contender<Cascade>): string {
  const { times, found, difference, differenceOfFound, cheap } = inHalves(field, { is, played });
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const words = ({ mean, low, high }: Spread) =>
    `${mean.toFixed(3)} (95 % of the times ${low.toFixed(3)} … ${high.toFixed(3)})`;
  return (
    `${wordsOf(is)}: all rows were halved at random ${times} times, and one half searched. It found this one in ` +
    `${percent(found)}. On the other half this one differs from the model that was best on the one by ` +
    `${words(difference)}, and costs no more than a quarter of it in ${percent(cheap)}; whatever was found differs by ` +
    `${words(differenceOfFound)}.`
  );
}

function wordsOf({ members, agreeing, last }: Cascade): string {
  return `${agreeing} of ${members.join(', ')}, else ${last}`;
}
