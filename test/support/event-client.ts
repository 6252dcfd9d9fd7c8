import type { ApiClient } from './api-client.ts';

/** One server-sent event with its data parsed. */
export interface SentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown> & { readonly text?: string; readonly status?: string };
}

/** A stream of a job's events as a client follows it. */
export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** What has arrived so far. */
  readonly events: SentEvent[];
  /** The next event, or undefined when the server has ended the stream. */
  next(): Promise<SentEvent | undefined>;
  /** Reads to the next event of a name. @throws Error when the stream ends before */
  until(name: string): Promise<SentEvent>;
  /** Reads to the end and returns everything. */
  all(): Promise<SentEvent[]>;
  close(): void;
}

/** Opens the events of a job, from behind an event on when one is named. */
export async function openEvents(api: ApiClient, id: string, lastEventId?: string): Promise<EventStream> {
  const aborter = new AbortController();
  const response = await fetch(`${api.url}/v1/jobs/${id}/events`, {
    headers: {
      authorization: api.authorization,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: aborter.signal,
  });
  const events: SentEvent[] = [];
  // Read from at once: of a response that nobody holds, fetch gives up the body.
  const source = parseEvents(response.body?.pipeThrough(new TextDecoderStream()));
  const next = async () => {
    const { value } = await source.next();
    if (value) events.push(value);
    return value;
  };
  return {
    status: response.status,
    headers: response.headers,
    events,
    next,
    until: async (name) => {
      for (let event = await next(); event; event = await next()) if (event.event === name) return event;
      throw new Error(`the stream ended without ${name}`);
    },
    all: async () => {
      while (await next());
      return events;
    },
    close: () => aborter.abort(),
  };
}

async function* parseEvents(body: AsyncIterable<string> | undefined): AsyncGenerator<SentEvent, undefined> {
  if (!body) return undefined;
  let text = '';
  for await (const chunk of body) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block.split('\n').map((line): [string, string] => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon), line.slice(colon + 1).trim()];
        }),
      );
      if (fields.event === undefined) continue;
      yield { id: fields.id ?? '', event: fields.event, data: JSON.parse(fields.data ?? 'null') };
    }
  }
  return undefined;
}
