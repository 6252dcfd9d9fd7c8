import type { ToolCall } from '../protocol/answer.ts';
import type { ChatRequest } from '../protocol/chat-request.ts';
import type { Tool } from '../protocol/tools.ts';
import { hashText } from '../random.ts';
import type { MakeInstance } from '../schema/make-instance.ts';
import { normalise } from '../schema/words.ts';
import { readSubjectText } from './conversation.ts';
import { fillSchema } from './fill-schema.ts';

const maxCalls = 8;

/** The tool calls that a request leads to; none when it asks for text. Arguments come from the user's text. */
export function callTools(request: ChatRequest, makeInstance: MakeInstance): readonly ToolCall[] {
  const text = readSubjectText(request.messages);
  return chooseTools(request, text).map((tool, index) => ({
    // Later turns of one conversation must not repeat an id.
    id: `call_${hashText(`${tool.name} ${text}`, request.messages.length * maxCalls + index)
      .toString(36)
      .padStart(8, '0')}`,
    kind: tool.kind,
    name: tool.name,
    input: tool.kind === 'custom' ? text : writeArguments(tool, text, request, makeInstance),
  }));
}

function chooseTools(request: ChatRequest, text: string): readonly Tool[] {
  const { mode, tools, parallel } = request.toolChoice;
  if (mode === 'none') return [];
  const hasResults = request.messages.at(-1)?.role === 'tool';
  if (mode === 'auto' && hasResults) return [];
  const words = normalise(text);
  const named = tools.filter((tool) => words.includes(normalise(tool.name.replace(/[_-]/g, ' '))));
  const wanted = named.length === 0 && mode === 'required' ? tools.slice(0, 1) : named;
  return wanted.slice(0, parallel ? maxCalls : 1);
}

function writeArguments(tool: Tool, text: string, request: ChatRequest, makeInstance: MakeInstance): string {
  const param = `tools[${request.toolChoice.tools.indexOf(tool)}].function.parameters`;
  const code = 'invalid_function_parameters';
  return JSON.stringify(
    fillSchema(makeInstance, { schema: tool.parameters, text, seed: request.seed, param, code }),
  );
}
