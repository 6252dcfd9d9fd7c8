import { describe, expect, test } from 'vitest';
import { type GuardrailSettings, guardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import { createGuardrails } from '../../../worker/guardrails/create-guardrails.ts';
import type { Verdict } from '../../../worker/guardrails/guardrail.ts';

type Given = Parameters<typeof guardrailSettings.parse>[0] & object;

async function check(text: string, settings: Given): Promise<Verdict> {
  const [guardrail] = createGuardrails(guardrailSettings.parse(settings) as GuardrailSettings);
  if (!guardrail) throw new Error('no guardrail');
  return await guardrail.check(text, { place: 'output', signal: new AbortController().signal });
}

describe('deny list', () => {
  const settings = { deny_list: { terms: ['scam', 'wire fraud', 'kraken*', '*bomb', '爆弾', 'Müll'] } };

  test.each([
    'It is a SCAM.',
    'It is a s c a m, I say.',
    'It is a s-c-a-m.',
    'It is a 5c4m.',
    'It is a sc\u0430m.',
    'It is a s\u200bcam.',
    'He did wire fraud.',
    'Krakens!',
    'A firebomb went off.',
    'それは爆弾です。',
    'So ein mull!',
  ])('finds %j', async (text) => {
    expect(await check(text, settings)).toMatchObject({ kind: 'block', reason: 'denied_term' });
  });

  test.each(['A scampi dish.', 'Bombastic!', 'The wire. Fraud is bad.', 'as cam'])(
    'lets %j pass',
    async (text) => {
      expect((await check(text, settings)).kind).toBe('pass');
    },
  );

  test('says where, and not what', async () => {
    const verdict = await check('Well, a scam.', settings);
    expect(verdict).toMatchObject({
      spans: [{ start: 8, end: 12 }],
      explanation: expect.stringContaining('no. 1'),
    });
    expect(JSON.stringify(verdict)).not.toContain('scam');
  });

  test('refuses lists that say nothing, or hold too much', () => {
    for (const terms of [[], ['*'], ['a'], ['--'], Array(700).fill('x'.repeat(200))]) {
      expect(guardrailSettings.safeParse({ deny_list: { terms } }).success).toBe(false);
    }
  });

  test('comes to an end on texts and lists that overlap everywhere', async () => {
    const terms = Array.from({ length: 100 }, (_, at) => `${'a'.repeat(at + 2)}b`);
    expect((await check('a'.repeat(400_000), { deny_list: { terms } })).kind).toBe('pass');
  });
});

test.each<[string, string, Given, string]>([
  ['too few words', 'Yes.', { words: { min: 3 } }, 'too_short'],
  ['too many sentences', 'One. Two. Three.', { sentences: { max: 2 } }, 'too_long'],
  ['too many characters', '👍👍👍', { characters: { max: 2 } }, 'too_long'],
  ['words of Japanese', '今日は天気がいいですね', { words: { max: 3 } }, 'too_long'],
])('length: %s', async (_, text, length, reason) => {
  expect(await check(text, { length })).toMatchObject({ kind: 'block', reason });
});

test('length: what fits passes', async () => {
  const length = { characters: { max: 3 }, words: { min: 1, max: 1 }, sentences: { max: 1 } };
  expect((await check('Yes', { length })).kind).toBe('pass');
  expect(guardrailSettings.safeParse({ length: { words: { min: 2, max: 1 } } }).success).toBe(false);
});

describe('language', () => {
  const language = { allowed: ['en', 'de'] };

  test.each([
    'The parcel will arrive on Thursday before noon.',
    'Das Paket kommt am Donnerstag vor zwölf Uhr an.',
    'OK',
    '4711-A',
    'Use this: ```\nbonjour = le monde est grand et la vie est belle\n``` and restart the service.',
  ])('lets %j pass', async (text) => expect((await check(text, { language })).kind).toBe('pass'));

  test.each([
    'Le colis arrivera jeudi avant midi, merci de votre patience.',
    'El paquete llegará el jueves antes del mediodía, gracias por su paciencia.',
    '荷物は木曜日の正午までに届きます。',
    'Посылка прибудет в четверг до полудня.',
  ])('notices %j', async (text) => {
    expect(await check(text, { language })).toMatchObject({ kind: 'block', reason: 'language' });
  });
});

describe('off topic', () => {
  const topics = [
    { name: 'billing', keywords: ['invoice', 'payment', 'refund', 'subscription', 'price'] },
    {
      name: 'delivery',
      examples: ['Where is my parcel? The courier did not come.', 'Change my delivery address.'],
    },
  ];

  test.each([
    'I was charged twice, please refund the second payment.',
    'My parcel has not arrived yet.',
    'Hi there!',
  ])('lets %j pass', async (text) =>
    expect((await check(text, { off_topic: { on: ['output'], topics } })).kind).toBe('pass'),
  );

  test('flags what is about something else', async () => {
    const text =
      'Which dinosaurs could fly, what did their feathers look like, and when did the last species die out?';
    expect(await check(text, { off_topic: { topics } })).toMatchObject({ kind: 'flag', reason: 'off_topic' });
  });
});

describe('tone', () => {
  test.each([
    ['shouting', 'WE HAVE TOLD YOU THIS ALREADY'],
    ['shouting', 'What do you want??!!'],
    ['insult', 'You are an idiot.'],
    ['insult', 'Sie Vollidiot!'],
    ['familiar', 'No worries, buddy!'],
    ['promise', 'We guarantee that it will work.'],
    ['promise', 'Sie erhalten eine volle Erstattung.'],
    ['legal_commitment', 'We accept full liability for the damage.'],
  ])('hears %s in %j', async (tone, text) => {
    expect(await check(text, { tone: { forbid: [tone] } })).toMatchObject({
      kind: 'flag',
      reason: `tone_${tone}`,
    });
  });

  test('lets an ordinary answer pass, and abbreviations', async () => {
    const forbid = ['shouting', 'insult', 'familiar', 'promise', 'legal_commitment'];
    const text = 'Dear Ms Ito, please send the PDF or DOCX to our HR team in the EU. Thank you!';
    expect((await check(text, { tone: { forbid, require: ['greeting', 'courtesy'] } })).kind).toBe('pass');
  });

  test('misses what a task wants to hear', async () => {
    expect(await check('It is done.', { tone: { require: ['greeting'] } })).toMatchObject({
      reason: 'tone_without_greeting',
    });
  });
});
