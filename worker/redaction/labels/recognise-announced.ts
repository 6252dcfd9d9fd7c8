import {
  recogniseCoordinates,
  recogniseLabelledAddress,
  recogniseLabelledPlace,
} from '../addresses/recognise-labelled-places.ts';
import { Topic, type TopicIndex } from '../context/vocabulary.ts';
import { recogniseAge, recogniseBirth, recogniseBirthDate } from '../dates/recognise-births.ts';
import { recogniseLabelledName } from '../names/recognise-labelled-names.ts';
import type { Page } from '../page.ts';
import { recogniseLabelled } from './recognise-labelled.ts';
import { findValue, type ValueStart } from './value-start.ts';

/** Topics whose value stands right after their label. */
const READERS: readonly (readonly [TopicIndex, (page: Page, start: ValueStart) => void])[] = [
  [Topic.name, recogniseLabelledName],
  [Topic.address, recogniseLabelledAddress],
  [Topic.place, recogniseLabelledPlace],
  [Topic.coordinates, recogniseCoordinates],
];

/** Looks for what a phrase announces: tokens `first` to `last` announce `topics` (bits). */
export function recogniseAnnounced(page: Page, topics: number, first: number, last: number): void {
  if ((topics >>> Topic.birth) & 1) recogniseBirth(page, first, last);
  if ((topics >>> Topic.age) & 1) recogniseAge(page, first, last);
  const start = findValue(page, last);
  if (start !== undefined) recogniseValue(page, topics, start);
}

/** Reads a table's cell by the topics (bits) that its column announces. */
export function recogniseCell(page: Page, topics: number, start: ValueStart): void {
  for (let rest = topics; rest !== 0; rest &= rest - 1)
    page.seen[31 - Math.clz32(rest & -rest)] = start.token - 1;
  if ((topics >>> Topic.birth) & 1) recogniseBirthDate(page, start.token);
  recogniseValue(page, topics, start);
}

function recogniseValue(page: Page, topics: number, start: ValueStart): void {
  for (const [topic, read] of READERS) if ((topics >>> topic) & 1) read(page, start);
  recogniseLabelled(page, topics, start);
}
