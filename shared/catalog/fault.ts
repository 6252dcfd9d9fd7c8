/** Why a definition is refused: where in it, and what. */
export interface Fault {
  /** Names and numbers joined by dots; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** A definition that cannot be compiled. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly fault: Fault;

  constructor(path: string, message: string) {
    super(path === '' ? message : `${path}: ${message}`);
    this.fault = { path, message };
  }
}

/** A fault as words. */
export function wordsOf({ path, message }: Fault): string {
  return path === '' ? message : `${path}: ${message}`;
}

/** What compiling a part of a definition finds wrong with it. */
export function thrownBy(compile: () => unknown): Fault[] {
  try {
    compile();
    return [];
  } catch (error) {
    if (error instanceof DefinitionError) return [error.fault];
    throw error;
  }
}
