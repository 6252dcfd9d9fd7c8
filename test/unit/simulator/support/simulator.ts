import OpenAI from 'openai';
import { afterAll, beforeAll } from 'vitest';
import type { SimulatorOptions } from '../../../../simulator/options.ts';
import { type Simulator, startSimulator } from '../../../../simulator/server.ts';

/** The answer to a plain HTTP request. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, or undefined when it is none. */
  readonly json: unknown;
}

/** A simulator for the tests of one file, started before them and stopped after. */
export interface SimulatorUnderTest {
  readonly url: () => string;
  /** The real SDK, without retries of its own. */
  readonly openai: () => OpenAI;
  readonly send: (method: string, path: string, body?: unknown) => Promise<Reply>;
  /** Asks a model through the SDK and gives the text of its answer. */
  readonly ask: (model: string, prompt: string) => Promise<string | null>;
}

/** Starts a simulator for the tests of one file. */
export function useSimulator(options: () => SimulatorOptions = () => ({})): SimulatorUnderTest {
  let simulator: Simulator | undefined;
  beforeAll(async () => {
    simulator = await startSimulator(options());
  });
  afterAll(async () => simulator?.stop());
  const url = () => simulator?.url ?? 'http://not.started';
  const openai = () => new OpenAI({ apiKey: 'sk-test', baseURL: `${url()}/v1`, maxRetries: 0 });
  return {
    url,
    openai,
    send: (method, path, body) => sendRequest(`${url()}${path}`, method, body),
    async ask(model, prompt) {
      const completion = await openai().chat.completions.create({
        model,
        messages: [{ role: 'user', content: prompt }],
      });
      return completion.choices[0]?.message.content ?? null;
    },
  };
}

async function sendRequest(url: string, method: string, body: unknown): Promise<Reply> {
  const payload = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(url, { method, body: payload });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
