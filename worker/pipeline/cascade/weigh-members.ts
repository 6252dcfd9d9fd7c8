import type { Member } from './members-of-run.ts';

/** What the members of a cascade have come to. */
export interface Weighed {
  /** The first listed of those of whom most say the same; undefined where none says anything. */
  readonly first?: Member;
  /** How many of those asked say so, from 0 to 1. */
  readonly share: number;
  /** For each model: `agrees` with that one, `differs`, or why it says nothing. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/**
 * Compares what models say.
 * @param says what the others are to agree with; by default, what most of them say
 */
export function weighMembers(members: readonly Member[], says = mostSaid(members)): Weighed {
  const agreeing = members.filter((member) => says !== undefined && member.says === says);
  const verdicts = members.map((member) => [
    member.model,
    member.says === undefined ? (member.code ?? 'says_nothing') : member.says === says ? 'agrees' : 'differs',
  ]);
  return {
    first: agreeing[0],
    share: members.length === 0 ? 0 : agreeing.length / members.length,
    verdicts: Object.fromEntries(verdicts),
  };
}

/** What most members say; of two things that as many say, the one that is listed first. */
function mostSaid(members: readonly Member[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { says } of members) if (says !== undefined) counts.set(says, (counts.get(says) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}
