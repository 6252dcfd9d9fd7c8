import { AzureOpenAI } from 'openai';
import { describe, expect, it } from 'vitest';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const create = (body: object) =>
  simulator.openai().chat.completions.create({
    model: 'sim-echo',
    messages: [{ role: 'user', content: 'Say hello' }],
    ...body,
    stream: false,
  });

describe('a chat completion', () => {
  it('echoes the last text of the user and says that it is simulated', async () => {
    const { data, response } = await simulator
      .openai()
      .chat.completions.create({
        model: 'sim-echo',
        messages: [
          { role: 'system', content: 'Be kind.' },
          { role: 'user', content: 'first' },
          { role: 'assistant', content: 'answer' },
          { role: 'user', content: [{ type: 'text', text: 'second' }] },
        ],
      })
      .withResponse();
    expect(data).toMatchObject({
      object: 'chat.completion',
      model: 'sim-echo',
      system_fingerprint: 'simulator',
    });
    expect(data.choices[0]).toMatchObject({
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'second' },
    });
    expect(response.headers.get('x-simulator')).toBe('true');
    expect(response.headers.get('x-request-id')).toMatch(/^call-\d+$/);
  });

  it('counts tokens, hidden ones included', async () => {
    const { usage } = await create({ reasoning_effort: 'high' });
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(256);
    expect(usage?.completion_tokens).toBe(256 + 3);
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe(0);
  });

  it('counts long instructions as cached', async () => {
    const messages = [
      { role: 'system', content: 'rule '.repeat(1000) },
      { role: 'user', content: 'hi' },
    ];
    const { usage } = await create({ messages });
    const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0;
    expect(cached).toBeGreaterThanOrEqual(1024);
    expect(cached % 128).toBe(0);
    expect(cached).toBeLessThan(usage?.prompt_tokens ?? 0);
  });

  it('ends at the greatest number of tokens, and at a stop text', async () => {
    const messages = [{ role: 'user', content: 'one two three four five six' }];
    const cut = await create({ messages, max_completion_tokens: 2 });
    expect(cut.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'one two ' } });
    expect(cut.usage?.completion_tokens).toBe(2);
    const stopped = await create({ messages, stop: [' three'] });
    expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'one two' } });
  });

  it('gives the same content for the same request', async () => {
    const body = { model: 'sim-json', seed: 7 };
    const [first, second] = await Promise.all([create(body), create(body)]);
    expect(first.choices).toEqual(second.choices);
  });

  it('refuses, breaks off and filters by the name of the model', async () => {
    const refused = await create({ model: 'sim-refuse' });
    expect(refused.choices[0]?.message).toMatchObject({
      content: null,
      refusal: expect.stringContaining('sorry'),
    });
    const long = await create({
      model: 'sim-length',
      messages: [{ role: 'user', content: 'a long text to cut' }],
    });
    expect(long.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'a long t' } });
    const filtered = await create({ model: 'sim-content-filter' });
    expect(filtered.choices[0]).toMatchObject({ finish_reason: 'content_filter', message: { content: '' } });
  });
});

const azure = () =>
  new AzureOpenAI({
    apiKey: 'key',
    endpoint: simulator.url(),
    apiVersion: '2024-10-21',
    deployment: 'sim-echo',
    maxRetries: 0,
  });
const hello = [{ role: 'user' as const, content: 'hello Azure' }];

describe("Azure's form", () => {
  it('takes the deployment as the model', async () => {
    const completion = await azure().chat.completions.create({ model: 'sim-echo', messages: hello });
    expect(completion).toMatchObject({
      model: 'sim-echo',
      choices: [{ message: { content: 'hello Azure' } }],
    });
  });

  it('streams after an object without choices', async () => {
    const stream = await azure().chat.completions.create({
      model: 'sim-echo',
      messages: hello,
      stream: true,
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]?.choices).toEqual([]);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('hello Azure');
  });

  it('needs a version and a deployment that exists', async () => {
    const path = '/openai/deployments/sim-echo/chat/completions';
    expect((await simulator.send('POST', path, { messages: hello })).status).toBe(404);
    const unknown = await simulator.send('POST', '/openai/deployments/nope/chat/completions?api-version=1', {
      messages: hello,
    });
    expect(unknown).toMatchObject({ status: 404, json: { error: { code: 'model_not_found' } } });
  });

  it('has the newer paths as well, and embeddings', async () => {
    const reply = await simulator.send('POST', '/openai/v1/chat/completions', {
      model: 'sim-echo',
      messages: hello,
    });
    expect(reply.status).toBe(200);
    const embedding = await simulator.send(
      'POST',
      '/openai/deployments/sim-embedding/embeddings?api-version=1',
      { input: 'a' },
    );
    expect(embedding).toMatchObject({ status: 200, json: { model: 'sim-embedding' } });
  });
});
