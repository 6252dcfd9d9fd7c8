import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const tools: ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'look_up_order',
      parameters: {
        type: 'object',
        properties: { order_id: { type: 'string' }, reason: { type: 'string' } },
        required: ['order_id'],
        additionalProperties: false,
      },
    },
  },
  {
    type: 'function',
    function: { name: 'refund', parameters: { type: 'object', properties: { amount: { type: 'number' } } } },
  },
  { type: 'custom', custom: { name: 'note' } },
];

async function ask(content: string, extra: object = {}, before: ChatCompletionMessageParam[] = []) {
  const messages: ChatCompletionMessageParam[] = [{ role: 'user', content }, ...before];
  const completion = await simulator
    .openai()
    .chat.completions.create({ model: 'sim-echo', messages, tools, ...extra, stream: false });
  const [choice] = completion.choices;
  if (!choice) throw new Error('no choice');
  return choice;
}

const names = (choice: Awaited<ReturnType<typeof ask>>) =>
  (choice.message.tool_calls ?? []).map((call) =>
    call.type === 'function' ? call.function.name : call.custom.name,
  );

describe('tools', () => {
  it('are called when the prompt names them, with arguments from the text', async () => {
    const choice = await ask('Please look up order #A-1234 for me');
    expect(choice.finish_reason).toBe('tool_calls');
    expect(choice.message.content).toBeNull();
    const call = choice.message.tool_calls?.[0];
    expect(call?.type === 'function' && JSON.parse(call.function.arguments)).toMatchObject({
      order_id: 'A-1234',
    });
  });

  it('are left alone when the prompt does not name them, or they are forbidden', async () => {
    expect((await ask('Good morning')).message).toMatchObject({ content: 'Good morning' });
    expect((await ask('Please refund me', { tool_choice: 'none' })).message).toMatchObject({
      content: 'Please refund me',
    });
  });

  it('are called when that is required, and by name', async () => {
    expect(names(await ask('Good morning', { tool_choice: 'required' }))).toEqual(['look_up_order']);
    const named = { tool_choice: { type: 'function', function: { name: 'refund' } } };
    expect(names(await ask('Good morning', named))).toEqual(['refund']);
    const custom = { tool_choice: { type: 'custom', custom: { name: 'note' } } };
    expect((await ask('Good morning', custom)).message.tool_calls?.[0]).toMatchObject({
      custom: { name: 'note', input: 'Good morning' },
    });
  });

  it('are called together, unless one at a time is asked for', async () => {
    expect(names(await ask('look up order 5 and refund it'))).toEqual(['look_up_order', 'refund']);
    expect(names(await ask('look up order 5 and refund it', { parallel_tool_calls: false }))).toEqual([
      'look_up_order',
    ]);
  });

  it('bring their results into the answer, with a new id for a later call', async () => {
    const first = await ask('look up order 5');
    const turn: ChatCompletionMessageParam[] = [
      first.message,
      { role: 'tool', tool_call_id: first.message.tool_calls?.[0]?.id ?? '', content: 'order 5: shipped' },
    ];
    expect((await ask('look up order 5', {}, turn)).message.content).toBe(
      'look up order 5\norder 5: shipped',
    );
    const again = await ask('look up order 5', { tool_choice: 'required' }, turn);
    expect(again.message.tool_calls?.[0]?.id).not.toBe(first.message.tool_calls?.[0]?.id);
  });

  it('need an answer to every call before the conversation goes on', async () => {
    const { message } = await ask('look up order 5');
    await expect(ask('look up order 5', {}, [message])).rejects.toMatchObject({ status: 400 });
    const stray: ChatCompletionMessageParam = { role: 'tool', tool_call_id: 'call_x', content: 'x' };
    await expect(ask('look up order 5', {}, [stray])).rejects.toMatchObject({ status: 400 });
  });

  it('are refused with a schema that has no instance', async () => {
    const broken = { type: 'function', function: { name: 'broken', parameters: { type: 'nothing' } } };
    await expect(ask('go', { tools: [broken], tool_choice: 'required' })).rejects.toMatchObject({
      status: 400,
      param: 'tools[0].function.parameters',
      code: 'invalid_function_parameters',
    });
  });
});
