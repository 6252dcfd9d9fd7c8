import { describe, expect, it } from 'vitest';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const schema = {
  type: 'object',
  properties: {
    category: {
      type: 'string',
      enum: ['billing', 'technical', 'account', 'shipping', 'feature_request', 'other'],
    },
    urgency: { type: 'string', enum: ['low', 'medium', 'high', 'critical'] },
    sentiment: { type: 'string', enum: ['positive', 'neutral', 'negative'] },
    summary: { type: 'string' },
    reply: { type: 'string' },
  },
  required: ['category', 'urgency', 'sentiment', 'summary', 'reply'],
  additionalProperties: false,
};

interface Triage {
  readonly category: string;
  readonly urgency: string;
  readonly sentiment: string;
  readonly summary: string;
  readonly reply: string;
}

async function triage(
  content: string,
  model = 'sim-json',
  format: object = { type: 'json_schema', json_schema: { name: 'triage', strict: true, schema } },
) {
  const completion = await simulator.openai().chat.completions.create({
    model,
    messages: [{ role: 'user', content }],
    response_format: format as never,
    stream: false,
  });
  return JSON.parse(completion.choices[0]?.message.content ?? '') as Triage;
}

describe('support triage', () => {
  it.each([
    ['I was charged twice, refund me now!', 'billing', 'high', 'negative'],
    [
      'My card was billed for a subscription that I ended last month. Please look at it.',
      'billing',
      'medium',
      'neutral',
    ],
    ['The app crashes with an error whenever I open a report.', 'technical', 'medium', 'negative'],
    ['Production is down for all our users, this is an emergency!', 'technical', 'critical', 'negative'],
    ['I cannot log in, the password reset mail never arrives.', 'account', 'medium', 'negative'],
    ['Where is my parcel? The tracking page shows nothing.', 'shipping', 'medium', 'neutral'],
    [
      'It would be nice to have a dark mode some day. Love the product!',
      'feature_request',
      'low',
      'positive',
    ],
    ['What are your opening hours?', 'other', 'medium', 'neutral'],
  ])('reads %j', async (text, category, urgency, sentiment) => {
    const answer = await triage(text);
    expect(answer).toMatchObject({ category, urgency, sentiment });
    expect(text).toContain(answer.summary);
    expect(answer.reply).toContain('You wrote: "');
  });

  it('looks at the ticket and not at the instructions around it', async () => {
    const wrapped =
      'Sort tickets into billing, technical or other. Refunds are urgent.\n\n<ticket>\nThe app shows a blank screen.\n</ticket>';
    expect(await triage(wrapped)).toMatchObject({
      category: 'technical',
      summary: 'The app shows a blank screen.',
    });
    expect(
      await triage('Say whether it is about billing.\n\nTicket: The app shows a blank screen.'),
    ).toMatchObject({ category: 'technical' });
  });

  it('takes values that the text states', async () => {
    const stated =
      '{"category": "shipping", "urgency": "low", "summary": "as stated", "sentiment": "unheard of"}';
    expect(await triage(stated)).toMatchObject({
      category: 'shipping',
      urgency: 'low',
      summary: 'as stated',
    });
    expect(await triage('Category: account\nUrgency: critical')).toMatchObject({
      category: 'account',
      urgency: 'critical',
    });
  });

  it('repairs the first answer, not the words of the complaint about it', async () => {
    const completion = await simulator.openai().chat.completions.create({
      model: 'sim-echo',
      messages: [
        { role: 'user', content: 'Where is my parcel?' },
        { role: 'assistant', content: '{' },
        { role: 'user', content: 'That was no valid JSON: an error. Answer again by the schema.' },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'triage', schema } },
    });
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toMatchObject({ category: 'shipping' });
  });

  it('gives an object without a schema as well', async () => {
    const usual = { category: 'billing', urgency: 'high', sentiment: 'negative' };
    expect(
      await triage('I was charged twice, refund me now!', 'sim-echo', { type: 'json_object' }),
    ).toMatchObject(usual);
    expect(
      JSON.parse((await simulator.ask('sim-json', 'I was charged twice, refund me now!')) ?? ''),
    ).toMatchObject(usual);
  });

  it('refuses a schema that has no instance', async () => {
    const impossible = {
      type: 'json_schema',
      json_schema: { name: 'x', schema: { type: 'string', minLength: 3, maxLength: 1 } },
    };
    await expect(triage('text', 'sim-json', impossible)).rejects.toMatchObject({
      status: 400,
      param: 'response_format',
      code: 'invalid_json_schema',
    });
  });
});

describe('sim-bad-json', () => {
  it('gives text that is no JSON, or JSON of another shape', async () => {
    for (const flaw of ['fenced', 'comma', 'truncated', 'prose'])
      await expect(triage('some text', `sim-bad-json-${flaw}`)).rejects.toThrow(SyntaxError);
    expect(await triage('some text', 'sim-bad-json-shape')).not.toHaveProperty('category');
  });

  it('is good after <n> bad answers to the same prompt', async () => {
    await expect(triage('a prompt', 'sim-bad-json-truncated-2')).rejects.toThrow(SyntaxError);
    await expect(triage('a prompt', 'sim-bad-json-truncated-2')).rejects.toThrow(SyntaxError);
    expect(await triage('a prompt', 'sim-bad-json-truncated-2')).toHaveProperty('category');
    await expect(triage('another prompt', 'sim-bad-json-truncated-2')).rejects.toThrow(SyntaxError);
  });
});
