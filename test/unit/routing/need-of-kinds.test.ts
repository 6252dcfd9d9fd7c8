import { expect, test } from 'vitest';
import { estimateNeedOf } from '../../../shared/routing/estimate-need.ts';

test('texts are read one by one, so the longest must fit; an embedding answers no words', () => {
  expect(estimateNeedOf('embedding', { texts: ['a'.repeat(40), 'b'.repeat(80)] })).toMatchObject({
    ...{ inputTokens: 30, outputTokens: 0, contextTokens: 20, images: 0, seconds: 0 },
  });
});

test('a picture takes its prompt, and one picture', () => {
  expect(estimateNeedOf('image', { prompt: 'a'.repeat(40) })).toMatchObject({
    ...{ inputTokens: 10, contextTokens: 10, images: 1 },
  });
});

test('audio is as long as it can be; its base64 is no text to read', () => {
  const audio = Buffer.alloc(30_000).toString('base64');
  expect(estimateNeedOf('transcription', { audio, media_type: 'audio/ogg' })).toMatchObject({
    ...{ inputTokens: 600, outputTokens: 300, contextTokens: 0, seconds: 60 },
  });
});
