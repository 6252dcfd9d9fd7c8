import { describe, expect, it } from 'vitest';
import { type Admittance, ReceiverGate, SLOW_LIMIT } from '../../../worker/delivery/receiver-gate.ts';

/** A gate whose clock the test moves. */
function gateOf(capacity = 100) {
  const clock = { now: 1_000_000 };
  const gate = new ReceiverGate({ capacity, now: () => clock.now, random: () => 1 });
  return { gate, clock };
}

const leaveOf = (turn: Admittance) => ('leave' in turn ? turn.leave : undefined);
const delayOf = (turn: Admittance) => ('delayMs' in turn ? turn.delayMs : undefined);

async function fill(gate: ReceiverGate, name: string, count: number): Promise<(() => void)[]> {
  const turns = await Promise.all(Array.from({ length: count }, () => gate.enter(name)));
  return turns.flatMap((turn) => leaveOf(turn) ?? []);
}

/** Makes a receiver known as prompt. */
async function prove(gate: ReceiverGate, name: string): Promise<void> {
  for (const leave of await fill(gate, name, 1)) leave();
}

describe('ReceiverGate', () => {
  it('gives a receiver that hangs few turns and puts the rest off, each behind the one before', async () => {
    const { gate, clock } = gateOf();
    expect(await fill(gate, 'dead', SLOW_LIMIT)).toHaveLength(SLOW_LIMIT);
    clock.now += 15_000;
    const delays = [];
    for (let i = 0; i < 50; i++) delays.push(delayOf(await gate.enter('dead')) ?? 0);
    expect(delays.slice(0, 3)).toEqual([1_500, 3_000, 4_500]);
    expect(Math.max(...delays)).toBe(60_000);
    expect(delays.every((delay) => delay >= 200)).toBe(true);
  });

  it('keeps a part of its turns from all that go out at once, however many receivers are prompt', async () => {
    const { gate } = gateOf();
    const names = Array.from({ length: 10 }, (_, i) => `prompt ${i}`);
    for (const name of names) await prove(gate, name);
    const turns = names.flatMap((name) =>
      Array.from({ length: 50 }, () => gate.enterAtOnce(name)).filter((turn) => turn !== undefined),
    );
    expect(turns).toHaveLength(80);
    expect(leaveOf(await gate.enter('unknown'))).toBeDefined();
    for (const turn of turns.slice(0, 2)) turn.leave();
    expect(gate.enterAtOnce('prompt 9')).toBeDefined();
  });

  it('lets others pass at once', async () => {
    const { gate, clock } = gateOf();
    await fill(gate, 'dead', SLOW_LIMIT);
    clock.now += 15_000;
    expect(leaveOf(await gate.enter('good'))).toBeDefined();
  });

  it('gives a prompt receiver most turns, and lets what is beyond wait for one', async () => {
    const { gate } = gateOf();
    await prove(gate, 'good');
    const leaves = await fill(gate, 'good', 80);
    expect(leaves).toHaveLength(80);
    const waiting = gate.enter('good');
    leaves[0]?.();
    expect(leaveOf(await waiting)).toBeDefined();
  });

  it('lets a crowd for a new receiver in as soon as it proves prompt', async () => {
    const { gate } = gateOf();
    const crowd = Array.from({ length: 60 }, () => gate.enter('new'));
    leaveOf((await crowd[0]) ?? { delayMs: 0 })?.();
    const turns = await Promise.all(crowd);
    expect(turns.filter((turn) => leaveOf(turn))).toHaveLength(60);
  });

  it('leaves turns for others also while many receivers hang', async () => {
    const { gate, clock } = gateOf();
    let taken = 0;
    for (let receiver = 0; receiver < 15; receiver++) {
      for (let i = 0; i < SLOW_LIMIT; i++) {
        taken += leaveOf(await gate.enter(`dead-${receiver}`)) ? 1 : 0;
        clock.now += 2_000;
      }
    }
    expect(taken).toBeLessThan(95);
    expect(leaveOf(await gate.enter('good'))).toBeDefined();
  });

  it('trusts a receiver again once it answers promptly', async () => {
    const { gate, clock } = gateOf();
    const leaves = await fill(gate, 'recovering', SLOW_LIMIT);
    clock.now += 15_000;
    for (const leave of leaves) leave();
    for (let i = 0; i < 20; i++) await prove(gate, 'recovering');
    expect(await fill(gate, 'recovering', 40)).toHaveLength(40);
  });
});
