import type { Usage } from '../../shared/stores/job-record.ts';

/** Texts, and the vector of each in their order; all vectors of an answer are equally long. */
export interface Embedding {
  readonly request: { readonly texts: readonly string[] };
  readonly answer: { readonly embeddings: readonly (readonly number[])[]; readonly usage: Usage };
}

/** Texts, and what is wrong with each in their order. Scores are between 0 and 1; providers bill no tokens. */
export interface Moderation {
  readonly request: { readonly texts: readonly string[] };
  readonly answer: {
    readonly results: readonly {
      readonly flagged: boolean;
      /** The categories that it was flagged for. */
      readonly categories: readonly string[];
      readonly scores: Readonly<Record<string, number>>;
    }[];
    readonly usage: Usage;
  };
}

/** Words, and the picture of them. */
export interface Image {
  readonly request: {
    readonly prompt: string;
    /** `width x height` in pixels, without spaces; by default the provider chooses. */
    readonly size?: string;
  };
  readonly answer: {
    /** `data` is base64. */
    readonly images: readonly { readonly mediaType: string; readonly data: string }[];
    readonly usage: Usage;
  };
}

/** Speech, and its words. */
export interface Transcription {
  readonly request: {
    readonly audio: Uint8Array<ArrayBuffer>;
    /** Its ending tells the provider the format: `call.mp3`. */
    readonly fileName: string;
    /** ISO 639-1; by default the provider finds out. */
    readonly language?: string;
  };
  readonly answer: {
    readonly text: string;
    /** Length of the audio, where it is billed by that instead of by tokens. */
    readonly seconds?: number;
    readonly usage: Usage;
  };
}
