import { invalidRequest } from '../http/api-error.ts';
import { isObject, type JsonObject } from './json.ts';
import { readObject, readObjects } from './parameter.ts';
import { missingParameter } from './parameter-errors.ts';

/** A tool that the request offers. */
export interface Tool {
  readonly kind: 'function' | 'custom';
  readonly name: string;
  /** JSON Schema of the arguments of a function. */
  readonly parameters: JsonObject;
}

/** Which tools the model may or must call. */
export interface ToolChoice {
  readonly mode: 'none' | 'auto' | 'required';
  readonly tools: readonly Tool[];
  readonly parallel: boolean;
}

const toolName = /^[a-zA-Z0-9_-]{1,64}$/;

/** Reads `tools`, `tool_choice` and `parallel_tool_calls`. Errors: `ApiError` 400. */
export function readToolChoice(body: JsonObject): ToolChoice {
  const tools = (readObjects(body, 'tools') ?? []).map(readTool);
  const parallel = body.parallel_tool_calls !== false;
  const choice = body.tool_choice ?? (tools.length > 0 ? 'auto' : 'none');
  if (tools.length === 0 && choice !== 'none') {
    throw invalidRequest("Invalid 'tool_choice': there are no 'tools' to choose from.", 'tool_choice');
  }
  if (choice === 'none' || choice === 'auto' || choice === 'required')
    return { mode: choice, tools, parallel };
  if (isObject(choice)) return chooseNamed(choice, tools, parallel);
  throw invalidRequest("Invalid value for 'tool_choice'.", 'tool_choice', 'invalid_value');
}

function readTool(tool: JsonObject, index: number): Tool {
  const at = `tools[${index}]`;
  if (tool.type !== 'function' && tool.type !== 'custom') {
    throw invalidRequest(
      `Invalid value for '${at}.type'. Supported values are: 'function', 'custom'.`,
      `${at}.type`,
      'invalid_value',
    );
  }
  const details = readObject(tool, tool.type);
  if (!details) throw missingParameter(`${at}.${tool.type}`);
  const { name } = details;
  if (typeof name !== 'string') throw missingParameter(`${at}.${tool.type}.name`);
  if (!toolName.test(name)) {
    throw invalidRequest(
      `Invalid '${at}.${tool.type}.name': expected ${toolName.source}.`,
      `${at}.${tool.type}.name`,
      'invalid_value',
    );
  }
  const parameters = readObject(details, 'parameters') ?? { type: 'object', properties: {} };
  return { kind: tool.type, name, parameters };
}

function chooseNamed(choice: JsonObject, tools: readonly Tool[], parallel: boolean): ToolChoice {
  const allowed = isObject(choice.allowed_tools) ? choice.allowed_tools : undefined;
  const named: unknown[] = Array.isArray(allowed?.tools) ? allowed.tools : [choice];
  const names = new Set(named.map(readChosenName));
  const chosen = tools.filter((tool) => names.has(tool.name));
  if (chosen.length === 0) {
    throw invalidRequest(
      "Invalid value for 'tool_choice': the tool it names is not in 'tools'.",
      'tool_choice',
      'invalid_value',
    );
  }
  return { mode: allowed?.mode === 'auto' ? 'auto' : 'required', tools: chosen, parallel };
}

function readChosenName(choice: unknown): unknown {
  if (!isObject(choice)) return undefined;
  const details = isObject(choice.function) ? choice.function : choice.custom;
  return isObject(details) ? details.name : undefined;
}
