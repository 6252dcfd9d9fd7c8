import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

import type { Content } from '../../../shared/catalog/entry.ts';
import type { Prices } from '../../../shared/cost/price-schema.ts';
import { type Route, routeSchema } from '../../../shared/routing/route.ts';
import { ROUTE, type Shipped } from './shipped.ts';

/** A definition and where it stands in the catalog: `models/gpt-4o`. */
export type Placed = readonly [place: string, content: Content];

const LONGEST_CALL_S = 3_600;

/** @throws TypeError naming models that nobody has put a price on */
export function priceList({ catalog }: Shipped, models: readonly string[]): Map<string, Prices> {
  const others: Record<string, Prices> = readYaml('models.yaml');
  const priceOf = (model: string) => catalog.model(model)?.definition.price ?? others[model];
  const unknown = models.filter((model) => !priceOf(model));
  if (unknown.length > 0) {
    throw new TypeError(`no list price is known of ${unknown}: add it to test/bench/routing/models.yaml`);
  }
  return new Map(models.flatMap((model) => [[model, priceOf(model) as Prices] as const]));
}

/**
 * The shipped route, and those to compare it with whose models were all recorded.
 * @throws TypeError when the shipped one's were not
 */
export function routesOf({ catalog }: Shipped, models: readonly string[]): readonly Route[] {
  const shipped = catalog.definition('routes', ROUTE);
  if (!shipped) throw new Error(`the catalog has no route ${ROUTE}`);
  const missing = shipped.candidates.filter(({ model }) => !models.includes(model));
  if (missing.length > 0) {
    throw new TypeError(`the route ${ROUTE} needs answers of ${missing.map(({ model }) => model)}`);
  }
  const others = readYaml<unknown[]>('routes.yaml').map((route) => routeSchema.parse(route));
  const recorded = ({ candidates }: Route) => candidates.every(({ model }) => models.includes(model));
  return [shipped, ...others.filter(recorded)];
}

/**
 * What the catalog needs beside what ships: every recorded model, answered for by the simulator and at its list
 * price; and for each further route a task that is the shipped one but for it.
 */
export function definitionsOf(
  shipped: Shipped,
  prices: ReadonlyMap<string, Prices>,
  routes: readonly Route[],
  concurrency: number,
): readonly Placed[] {
  const models = [...prices].map(
    ([name, price]): Placed => [
      `models/${name}`,
      {
        provider: 'simulator',
        concurrency,
        timeout_seconds: LONGEST_CALL_S,
        retry: { attempts: 4, base_ms: 200, max_ms: 2_000 },
        price,
      },
    ],
  );
  const others = routes.filter(({ name }) => name !== ROUTE);
  return [
    ...models,
    ...others.map((route): Placed => [`routes/${route.name}`, { ...route }]),
    ...others.map(({ name }): Placed => [`tasks/${name}`, { ...shipped.task, route: name }]),
  ];
}

function readYaml<T>(file: string): T {
  return parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as T;
}
