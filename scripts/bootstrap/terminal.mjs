/** @typedef {{ label: string, since: number, note: string }} Step */

const animated = Boolean(process.stdout.isTTY);
const coloured = animated && process.env.NO_COLOR === undefined;
const QUIET_SECONDS = 5;
const WORTH_TELLING_MS = 1000;

/** @type {Set<Step>} */
const steps = new Set();
/** @type {NodeJS.Timeout | undefined} */
let ticking;
let drawn = false;

// A closed terminal or pipe must not take the system down with it.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

/**
 * Prints one line, above the progress being shown.
 * @param {string} [line]
 */
export function say(line = '') {
  erase();
  process.stdout.write(`${line}\n`);
  draw();
}

/**
 * Runs `work`, showing its label and how long it takes: in place on a terminal, else as a line every few seconds.
 * What takes less than a second and succeeds leaves no line, unless `conclude` gives one.
 * @template T
 * @param {string} label
 * @param {(note: (text: string) => void) => Promise<T>} work may call `note` to tell how far it is
 * @param {(result: T) => string} [conclude] the line that stays when the work is done
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, conclude) {
  const step = { label, since: Date.now(), note: '' };
  steps.add(step);
  ticking ??= setInterval(tick, 1000);
  draw();
  try {
    const result = await work((text) => {
      step.note = text;
    });
    finish(step, conclude?.(result) ?? closingLine(step));
    return result;
  } catch (error) {
    finish(step, `${paint('31', '✖')} ${label} (${secondsOf(step)} s)`);
    throw error;
  }
}

/**
 * Colours text where the terminal shows colours.
 * @param {string} code an SGR code, such as `31` for red
 * @param {string} text
 */
export function paint(code, text) {
  return coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/**
 * @param {Step} step
 * @param {string | undefined} line
 */
function finish(step, line) {
  steps.delete(step);
  if (steps.size === 0) {
    clearInterval(ticking);
    ticking = undefined;
  }
  if (line !== undefined) say(line);
  else {
    erase();
    draw();
  }
}

/** @param {Step} step */
function closingLine(step) {
  if (Date.now() - step.since < WORTH_TELLING_MS) return undefined;
  return `${paint('32', '✔')} ${step.label} (${secondsOf(step)} s)`;
}

/** @param {Step} step */
function secondsOf(step) {
  return ((Date.now() - step.since) / 1000).toFixed(1);
}

function tick() {
  if (animated) {
    erase();
    draw();
    return;
  }
  for (const step of steps) {
    const seconds = Math.round((Date.now() - step.since) / 1000);
    if (seconds === 1 || seconds % QUIET_SECONDS === 0) process.stdout.write(`… ${describe(step)}\n`);
  }
}

function erase() {
  if (drawn) process.stdout.write('\r\u001b[2K');
  drawn = false;
}

function draw() {
  if (!animated || steps.size === 0) return;
  const line = `… ${[...steps].map(describe).join(' · ')}`;
  process.stdout.write(line.slice(0, Math.max(20, (process.stdout.columns || 80) - 1)));
  drawn = true;
}

/** @param {Step} step */
function describe(step) {
  const seconds = Math.round((Date.now() - step.since) / 1000);
  return `${step.label} (${seconds} s${step.note === '' ? '' : `, ${step.note}`})`;
}
