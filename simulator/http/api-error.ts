/** The parts of an OpenAI error that differ from one error to the next. */
interface ApiErrorParts {
  readonly status: number;
  readonly message: string;
  readonly type?: string;
  readonly param?: string | null;
  readonly code?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error answer in OpenAI's own shape: `{error: {message, type, param, code}}`. */
export class ApiError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #parts: ApiErrorParts;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.name = 'ApiError';
    this.status = parts.status;
    this.headers = parts.headers ?? {};
    this.#parts = parts;
  }

  /** The response body. */
  get body() {
    const { message, type = 'invalid_request_error', param = null, code = null } = this.#parts;
    return { error: { message, type, param, code } };
  }
}

/** A request that OpenAI would refuse with 400, naming the parameter at fault. */
export function invalidRequest(message: string, param: string | null = null, code: string | null = null) {
  return new ApiError({ status: 400, message, param, code });
}
