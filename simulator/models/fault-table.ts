/** A fault set from outside for one model. */
export interface Fault {
  readonly model: string;
  /** Answer this HTTP error. */
  readonly status?: number;
  /** Wait so many milliseconds first. */
  readonly delayMs: number;
  /** Never answer. */
  readonly hang: boolean;
  /** Calls that it still holds for; without a number it holds until it is removed. */
  readonly remaining?: number;
}

/** The faults that are set, at most one per model. */
export interface FaultTable {
  set(fault: Fault): void;
  /** The fault that the next call of a model meets; counts that call. */
  take(model: string): Fault | undefined;
  list(): readonly Fault[];
  /** Removes the fault of one model, or all without a name. Returns how many went. */
  remove(model?: string): number;
}

/** Creates an empty table of faults. The model `*` stands for every model that has no fault of its own. */
export function createFaultTable(): FaultTable {
  const faults = new Map<string, Fault>();
  return {
    set: (fault) => void faults.set(fault.model, fault),
    take(model) {
      if (faults.size === 0) return undefined;
      const fault = faults.get(model) ?? faults.get('*');
      if (fault) countOff(faults, fault);
      return fault;
    },
    list: () => [...faults.values()],
    remove(model) {
      if (model !== undefined) return faults.delete(model) ? 1 : 0;
      const size = faults.size;
      faults.clear();
      return size;
    },
  };
}

function countOff(faults: Map<string, Fault>, fault: Fault): void {
  if (fault.remaining === undefined) return;
  if (fault.remaining <= 1) faults.delete(fault.model);
  else faults.set(fault.model, { ...fault, remaining: fault.remaining - 1 });
}
