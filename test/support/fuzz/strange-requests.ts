import fc from 'fast-check';
import { spoiled, strangeText, strangeValue } from './strange-values.ts';

/** A request as it is sent: what is not a good path, header or body is so on purpose. */
export interface StrangeRequest {
  readonly method: string;
  /** The route it is meant for, in Express form. */
  readonly route: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** A route, and good bodies for it. */
export interface Target {
  readonly method: string;
  readonly path: string;
  readonly bodies: readonly unknown[];
}

const asciiHeader = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
  maxLength: 60,
});
const latinHeader = asciiHeader.map((text) => `${text}é`);
const oneOf = (...texts: string[]) => fc.oneof(fc.constantFrom(...texts), asciiHeader, latinHeader);

const HEADERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'idempotency-key': fc.oneof(
    fc.uuid(),
    fc.constantFrom('same', '"quoted"', '"', '', 'k'.repeat(256)),
    asciiHeader,
  ),
  prefer: oneOf('wait=0', 'wait=', 'wait=-5', 'wait=x, respond-async', ',;=,'),
  'if-none-match': oneOf('*', '"1"', 'W/"2", "3"', '"'),
  'last-event-id': oneOf('0-0', '1-0', '99-99', '2-0-end', '-', '9'.repeat(30)),
  traceparent: oneOf(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, '00-', `ff-${'0'.repeat(32)}-0-0`),
  accept: oneOf('text/event-stream', 'image/png', '*/*;q=0'),
  'content-encoding': oneOf('gzip', 'br', 'identity', 'deflate, gzip', ''),
  'content-type': oneOf('text/plain', 'application/json; charset=utf-16', 'application/x+json', 'json', '/'),
  'x-http-method-override': oneOf('DELETE', 'PATCH'),
  range: oneOf('bytes=0-', 'bytes=5-1'),
};

/** Few headers, so that most requests get past them. */
const headers: fc.Arbitrary<Record<string, string>> = fc
  .array(fc.constantFrom(...Object.keys(HEADERS)), { maxLength: 2 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, HEADERS[name] ?? asciiHeader]))));

const QUERY_NAMES = [
  'limit',
  'cursor',
  'status',
  'task',
  'subject',
  'created_after',
  'created_before',
  'scope',
];

const query: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...QUERY_NAMES, 'metadata.a', 'metadata.', '__proto__', 'constructor'),
        strangeText,
      ),
      fc.oneof(
        fc.constantFrom(
          '1',
          '0',
          '100',
          'queued',
          'completed,failed',
          '2024-01-01T00:00:00Z',
          '%',
          '%zz',
          '%ff',
        ),
        strangeText.map(encode),
      ),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${encode(name)}=${value}`).join('&'));

/** Percent-encodes any text, replacing what is no Unicode. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function bodyFor(target: Target): fc.Arbitrary<Buffer | undefined> {
  const json = target.bodies.length === 0 ? strangeValue : fc.constantFrom(...target.bodies).chain(spoiled);
  const text = json.map(toBytes);
  return fc.oneof(
    { weight: 8, arbitrary: text },
    { weight: 1, arbitrary: strangeValue.map(toBytes) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.tuple(text, fc.nat(200)).map(([bytes, length]) => bytes.subarray(0, length)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(undefined, Buffer.alloc(0), Buffer.from('\ufeff{}'), Buffer.from('1e999')),
    },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 10_000 }).map((depth) => Buffer.from('{"a":['.repeat(depth))),
    },
  );
}

const strangeId = fc.oneof(
  strangeText.map((text) => encode(text) || '%20'),
  fc.constantFrom('%', '%ff', '%00', '..', '*', `job_${'0'.repeat(22)}`),
);

/** The parts of a request that may be strange. One of them at a time gets further than all at once. */
type Part = 'body' | 'query' | 'headers' | 'id';

const strangeness = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Part[]>(['body']) },
  { weight: 2, arbitrary: fc.constant<Part[]>(['query']) },
  { weight: 2, arbitrary: fc.constant<Part[]>(['headers']) },
  { weight: 1, arbitrary: fc.constant<Part[]>(['id']) },
  { weight: 1, arbitrary: fc.subarray<Part>(['body', 'query', 'headers', 'id'], { minLength: 2 }) },
);

/**
 * Requests that are good in most parts and strange in some.
 * @param ids ids that exist, so that requests find something
 */
export function strangeRequests(
  targets: readonly Target[],
  ids: readonly string[],
  authorization: string,
): fc.Arbitrary<StrangeRequest> {
  const goodId = fc.constantFrom(...ids);
  return fc.tuple(fc.constantFrom(...targets), strangeness).chain(([target, strange]) => {
    const goodBody =
      target.bodies.length === 0 ? fc.constant(undefined) : fc.constantFrom(...target.bodies).map(toBytes);
    return fc
      .record({
        id: strange.includes('id') ? strangeId : goodId,
        query: strange.includes('query') ? query : fc.constant(''),
        headers: strange.includes('headers') ? headers : fc.constant({}),
        body: strange.includes('body') && takesBody(target) ? bodyFor(target) : goodBody,
        key: fc.uuid(),
      })
      .map(({ body, key, ...parts }) => ({
        method: target.method,
        route: target.path,
        path: target.path.replace(/:\w+/g, () => parts.id) + (parts.query === '' ? '' : `?${parts.query}`),
        headers: {
          authorization,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(target.path === '/v1/jobs' && target.method === 'POST' ? { 'idempotency-key': key } : {}),
          ...parts.headers,
        },
        body,
      }));
  });
}

function toBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? '');
}

function takesBody({ method, bodies }: Target): boolean {
  return bodies.length > 0 || method === 'POST';
}
