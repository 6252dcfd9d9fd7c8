import { faultOfExpression } from '../expressions/parse-expression.ts';
import type { Catalog } from './catalog.ts';
import { type Fault, thrownBy } from './fault.ts';
import { compileSchema } from './json-schema.ts';
import { propertiesOf } from './prompt-template.ts';
import type { ToolDefinition } from './tool-definition.ts';

/** Headers that say how a call is made, which is not for a definition to say. */
const OWN_HEADERS = new Set([
  ...['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'idempotency-key'],
  ...['cookie', 'traceparent', 'user-agent', 'accept'],
]);

/** What is wrong with a tool beyond its shape: schemas, places of arguments, expressions, its undoing. */
export function faultsOfTool(catalog: Catalog, tool: ToolDefinition): Fault[] {
  const { input_schema, output_schema, http, mcp, transform } = tool;
  const auth = http?.auth ?? mcp?.auth;
  return [
    ...thrownBy(() => compileSchema(input_schema, 'input_schema')),
    ...(output_schema ? thrownBy(() => compileSchema(output_schema, 'output_schema')) : []),
    ...(input_schema.type === 'object'
      ? []
      : [{ path: 'input_schema.type', message: 'must be object: models name every argument' }]),
    ...(http ? faultsOfHttp(http, tool) : []),
    ...(auth?.type === 'header' && OWN_HEADERS.has(auth.header.toLowerCase())
      ? [
          {
            path: `${http ? 'http' : 'mcp'}.auth.header`,
            message: `${auth.header} is set by the layer itself`,
          },
        ]
      : []),
    ...faultsOfExpression(transform, 'transform'),
    ...faultsOfUndo(catalog, tool),
  ];
}

function faultsOfHttp(
  { url, query }: NonNullable<ToolDefinition['http']>,
  { input_schema }: ToolDefinition,
): Fault[] {
  const at = (path: string, message: string): Fault => ({ path: `http.${path}`, message });
  const parsed = URL.parse(url.replaceAll(PLACE, 'x'));
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    return [at('url', 'must be an address of http or https')];
  if (parsed.username !== '' || parsed.password !== '')
    return [at('url', 'has credentials in it: name their environment variable in auth')];
  const origin = /^[^/]*\/\/[^/?#]*/.exec(url)?.[0] ?? '';
  if (/[{}]/.test(origin) || /[?#]/.test(url))
    return [at('url', 'may have arguments in its path only, and neither query nor fragment: see query')];
  const places = [...url.matchAll(PLACE)].map(([, name = '']) => name);
  const known = propertiesOf(input_schema);
  const required = Array.isArray(input_schema.required) ? input_schema.required : [];
  return [
    ...(/[{}]/.test(url.replaceAll(PLACE, '')) ? [at('url', 'has a brace that names no argument')] : []),
    ...places
      .filter((name) => !known.includes(name) || !required.includes(name))
      .map((name) => at('url', `needs the argument ${name}, which input_schema does not require`)),
    ...query
      .filter((name) => !known.includes(name) || places.includes(name))
      .map((name) =>
        at('query', `names ${name}, which is ${places.includes(name) ? 'in the path' : 'no argument'}`),
      ),
  ];
}

const PLACE = /\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g;

function faultsOfUndo(catalog: Catalog, { name, effect, undo }: ToolDefinition): Fault[] {
  if (!undo) return [];
  if (effect === 'read') return [{ path: 'undo', message: 'means nothing for a tool that only reads' }];
  const other = undo.tool === name ? undefined : catalog.definition('tools', undo.tool);
  const fault = !other
    ? `there is no other tool named ${undo.tool}`
    : other.effect === 'read' && `${undo.tool} only reads, so it takes nothing back`;
  return [
    ...(fault ? [{ path: 'undo.tool', message: fault }] : []),
    ...faultsOfExpression(undo.arguments, 'undo.arguments'),
  ];
}

function faultsOfExpression(expression: string | undefined, path: string): Fault[] {
  const message = expression === undefined ? undefined : faultOfExpression(expression);
  return message === undefined ? [] : [{ path, message }];
}
