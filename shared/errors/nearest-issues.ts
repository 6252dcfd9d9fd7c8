import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A union's own message says nothing; that of the alternative that came closest does. */
export function nearestIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest = []] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  if (nearest.length === 0) return [issue];
  return nearest.flatMap((inner) => nearestIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** How far into the value an alternative agreed with it: one of another type at once is not the one that was meant. */
function depth(issues: readonly Issue[]): number {
  return issues.some(({ path, code }) => path.length === 0 && code === 'invalid_type') ? 0 : 1;
}
