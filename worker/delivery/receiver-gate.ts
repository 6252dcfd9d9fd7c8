import { ReceiverPace } from './receiver-pace.ts';

/** Requests to one receiver at the same time while it is slow, or not known yet. */
export const SLOW_LIMIT = 10;
/** A receiver is slow when its requests take longer than this, in ms. */
const SLOW_MS = 1_000;
/** Slots that prompt receivers leave free for the others, as a part of all. */
const RESERVE = 0.2;
/** How long a delivery to a prompt receiver waits for its turn before it is put off, in ms. */
const PATIENCE_MS = 500;
const LEAST_DELAY_MS = 200;
const MOST_DELAY_MS = 60_000;
/** Receivers remembered while nothing is sent to them. */
const MOST_IDLE = 10_000;

/** The right to send one request, until it is given back. */
export interface Turn {
  readonly leave: () => void;
}

/** A turn to send, or for how long the delivery is put off. */
export type Admittance = Turn | { readonly delayMs: number };

interface Receiver {
  readonly pace: ReceiverPace;
  readonly waiting: Set<() => void>;
  /** When the turn of the last delivery that was put off comes, Unix ms. */
  bookedUntil: number;
}

export interface ReceiverGateOptions {
  /** Deliveries this process works on at the same time. */
  readonly capacity: number;
  readonly now?: () => number;
  readonly random?: () => number;
}

/**
 * Keeps a slow or dead receiver from delaying any other: it gets few of the process's slots, fewer still
 * while those are scarce, and what is beyond is put off for as long as the queue before it will take.
 * Prompt receivers may use most slots, and wait here for a moment rather than be put off.
 */
export class ReceiverGate {
  readonly #capacity: number;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #receivers = new Map<string, Receiver>();
  #inFlight = 0;

  constructor({ capacity, now = Date.now, random = Math.random }: ReceiverGateOptions) {
    this.#capacity = capacity;
    this.#now = now;
    this.#random = random;
  }

  /** Asks for a turn to send to a receiver. */
  async enter(name: string): Promise<Admittance> {
    const receiver = this.#receiver(name);
    const patientUntil = this.#now() + PATIENCE_MS;
    while (!this.#hasRoom(receiver)) {
      const patience = this.#isPrompt(receiver) ? patientUntil - this.#now() : 0;
      if (patience <= 0) return { delayMs: this.#book(receiver) };
      await this.#turn(receiver, patience);
    }
    return this.#admit(receiver);
  }

  /** A turn at once, if the receiver is known to be prompt and there is room, also for others. */
  enterAtOnce(name: string): Turn | undefined {
    const receiver = this.#receiver(name);
    const prompt = receiver.pace.known && this.#isPrompt(receiver);
    const hasRoom = this.#inFlight < this.#forPrompt && this.#hasRoom(receiver);
    return prompt && hasRoom ? this.#admit(receiver) : undefined;
  }

  #admit(receiver: Receiver): Turn {
    receiver.bookedUntil = 0;
    this.#inFlight++;
    const end = receiver.pace.begin(this.#now());
    return {
      leave: () => {
        this.#inFlight--;
        end(this.#now());
        this.#wake(receiver);
      },
    };
  }

  #receiver(name: string): Receiver {
    const known = this.#receivers.get(name);
    if (known) return known;
    if (this.#receivers.size >= MOST_IDLE) this.#forgetIdle();
    const receiver: Receiver = { pace: new ReceiverPace(), waiting: new Set(), bookedUntil: 0 };
    this.#receivers.set(name, receiver);
    return receiver;
  }

  #isPrompt({ pace }: Receiver): boolean {
    return pace.msPerRequest(this.#now()) <= SLOW_MS;
  }

  get #forPrompt(): number {
    return Math.ceil(this.#capacity * (1 - RESERVE));
  }

  /** A quarter of what is free at most, so that a crowd of slow receivers cannot take everything either. */
  #limit(receiver: Receiver): number {
    if (receiver.pace.known && this.#isPrompt(receiver)) return this.#forPrompt;
    const free = this.#capacity - this.#inFlight;
    return Math.max(1, Math.min(SLOW_LIMIT, Math.floor(free / 4)));
  }

  #hasRoom(receiver: Receiver): boolean {
    return receiver.pace.inFlight < this.#limit(receiver);
  }

  /** Resolves when there may be room, or patience is at its end. */
  #turn({ waiting }: Receiver, patienceMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = () => {
      clearTimeout(timer);
      waiting.delete(end);
      resolve();
    };
    const timer = setTimeout(end, patienceMs);
    waiting.add(end);
    return promise;
  }

  /** Wakes as many as there is room for: one, unless the receiver has just proved prompt. */
  #wake(receiver: Receiver): void {
    let room = this.#limit(receiver) - receiver.pace.inFlight;
    for (const wake of receiver.waiting) {
      if (room-- <= 0) return;
      wake();
    }
  }

  /** Gives a delivery its place behind those put off before it. @returns ms until then, with jitter */
  #book(receiver: Receiver): number {
    const now = this.#now();
    const msPerTurn = receiver.pace.msPerRequest(now) / this.#limit(receiver);
    const turn = Math.max(now, receiver.bookedUntil) + msPerTurn;
    receiver.bookedUntil = Math.min(turn, now + MOST_DELAY_MS);
    const delay = Math.max(LEAST_DELAY_MS, receiver.bookedUntil - now);
    return Math.round(LEAST_DELAY_MS + (delay - LEAST_DELAY_MS) * (0.5 + this.#random() / 2));
  }

  #forgetIdle(): void {
    for (const [name, { pace, waiting }] of this.#receivers) {
      if (pace.inFlight === 0 && waiting.size === 0) this.#receivers.delete(name);
    }
  }
}
