import { readdirSync, readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

const DIRECTORY = new URL('./lua/', import.meta.url);

/** Argument of a script. */
export type ScriptArgument = string | number | Buffer;

/** Runs one script of `lua/` by its file name. Strings in the reply arrive as buffers. */
export type RunScript = (
  name: string,
  keys: readonly string[],
  args: readonly ScriptArgument[],
) => Promise<unknown>;

type Command = (count: number, ...rest: ScriptArgument[]) => Promise<unknown>;

/** Registers every script of `lua/` on a connection and returns the one way to run them. */
export function loadScripts(redis: Redis): RunScript {
  const commands = new Map<string, Command>();
  for (const file of readdirSync(DIRECTORY)) {
    if (!file.endsWith('.lua')) continue;
    const name = file.replace(/\.lua$/, '');
    redis.defineCommand(name, { lua: readScript(file) });
    const command: unknown = Reflect.get(redis, `${name}Buffer`);
    if (typeof command !== 'function') throw new Error(`script ${name} was not registered`);
    commands.set(name, command.bind(redis));
  }
  return (name, keys, args) => {
    const command = commands.get(name);
    if (!command) throw new Error(`no script named ${name}`);
    return command(keys.length, ...keys, ...args);
  };
}

/**
 * The text of a script. A line `-- include <name>` stands for the functions of `lua/lib/<name>.lua`: where a script
 * needs them in one branch alone, they are made in that branch alone.
 */
function readScript(file: string): string {
  const text = readFileSync(new URL(file, DIRECTORY), 'utf8');
  return text.replace(/^ *-- include ([\w-]+)$/gm, (_line, name: string) => readScript(`lib/${name}.lua`));
}
