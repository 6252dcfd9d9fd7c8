/** Changes a text that comes in pieces. What it holds back is what later pieces may still change. */
export interface TextTransform {
  /** Takes a piece; gives what of the text so far is certain. */
  write(piece: string): string;
  /** Gives the rest. */
  end(): string;
}
