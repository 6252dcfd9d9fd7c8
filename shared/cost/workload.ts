import type { KindContracts, OtherKind } from '../catalog/kind-contracts.ts';

/** What one call of a kind other than chat is about, as far as it is billed by it. */
export interface Workload {
  readonly texts: readonly string[];
  /** Pictures that are asked for. */
  readonly images: number;
  /** The longest that the audio can be. */
  readonly seconds: number;
}

/** Speech that is coded as tightly as codecs for speech can, 4 kbit/s, has so many bytes a second. */
const FEWEST_BYTES_PER_SECOND = 500;

const NOTHING: Workload = { texts: [], images: 0, seconds: 0 };

const WORKLOADS: { readonly [K in OtherKind]: (input: KindContracts[K]['input']) => Workload } = {
  embedding: ({ texts }) => ({ ...NOTHING, texts }),
  moderation: ({ texts }) => ({ ...NOTHING, texts }),
  image: ({ prompt }) => ({ ...NOTHING, texts: [prompt], images: 1 }),
  transcription: ({ audio }) => ({
    ...NOTHING,
    seconds: Math.ceil((0.75 * audio.length) / FEWEST_BYTES_PER_SECOND),
  }),
};

/** @param input one that was checked */
export function workloadOf<K extends OtherKind>(kind: K, input: unknown): Workload {
  return WORKLOADS[kind](input as KindContracts[K]['input']);
}
