import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './answer-parent.ts';

/** A model that costs next to nothing: one finished answer, or sixteen finished chunks. */
const head = { id: 'chatcmpl-1', created: 1, model: 'plain' };
const content = 'Thank you for writing to us. '.repeat(12);
const message = { role: 'assistant', content, refusal: null };
const answer = Buffer.from(
  JSON.stringify({
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: null }],
    usage: { prompt_tokens: 100, completion_tokens: 80, total_tokens: 180 },
  }),
);
const chunks = Array.from({ length: 16 }, (_, index) => {
  const choices = [{ index: 0, delta: { content: `part ${index} ` }, finish_reason: null }];
  return `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices })}\n\n`;
});

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    if (body.includes('"stream":true')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const [...rest] = chunks;
      const writeNext = () => {
        const chunk = rest.shift();
        if (chunk === undefined) response.end('data: [DONE]\n\n');
        else response.write(chunk, () => setImmediate(writeNext));
      };
      writeNext();
    } else {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      response.end(answer);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerParent({ port: () => port });
});
