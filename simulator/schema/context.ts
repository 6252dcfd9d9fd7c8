import type { JsonObject } from '../protocol/json.ts';
import type { Random } from '../random.ts';
import type { Subject } from './subject.ts';

/** What filling one instance has at hand. */
export interface Context {
  /** The whole schema, for references. */
  readonly root: JsonObject;
  readonly subject: Subject;
  readonly random: Random;
  /** 0 on the first try; later tries follow the text less and vary more. */
  readonly attempt: number;
  /** Values that may still be made, so that no schema grows without end. */
  readonly budget: { left: number };
}

/** Where in the instance a value stands. */
export interface Place {
  /** Name of the property, or of the property that holds the array. */
  readonly name: string;
  readonly depth: number;
  /** Position within the nearest array, 0 outside of one. */
  readonly index: number;
  /** The value is itself an item of an array. */
  readonly listed: boolean;
  /** The value that the text states for this place, if any. */
  readonly stated: unknown;
}

/** Makes a value for a schema. */
export type Fill = (schema: unknown, place: Place, context: Context) => unknown;

/** Beyond this depth only what is required is made. */
export const shallowDepth = 5;

/** A schema of which the simulator cannot make an instance. */
export class UnfillableSchema extends Error {
  override readonly name = 'UnfillableSchema';
}
