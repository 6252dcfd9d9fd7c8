/** Whether an `If-None-Match` header names this ETag (weakly compared, as RFC 9110 has it). */
export function matchesEtag(header: string, etag: string): boolean {
  const names = header.split(',').map((name) => name.trim().replace(/^W\//, ''));
  return names.includes('*') || names.includes(etag);
}
