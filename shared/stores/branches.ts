/** A side call that a job waits for. */
interface OpenBranch {
  /** Its name in the job. */
  readonly branch: string;
  /** Id of the model on whose queue its hop is. */
  readonly model: string;
}

const PREFIX = 'branch.';

/** The field of a record that says of a branch on which model's queue it is; empty once it has ended. */
export function branchField(branch: string): string {
  return `${PREFIX}${branch}`;
}

/** The branches of a record, by their names. */
export function branchesOf(hash: Readonly<Record<string, string>>): Record<string, string> {
  const fields = Object.entries(hash).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(fields.map(([name, model]) => [name.slice(PREFIX.length), model]));
}

/** The branches that have not ended. */
export function openBranches({
  branches = {},
}: {
  readonly branches?: Readonly<Record<string, string>>;
}): OpenBranch[] {
  return Object.entries(branches)
    .filter(([, model]) => model !== '')
    .map(([branch, model]) => ({ branch, model }));
}
