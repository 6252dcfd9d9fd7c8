const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/**
 * The trace id of a `traceparent` header (W3C Trace Context), 32 hex digits; undefined for one that is not
 * valid: all zeros, the forbidden version `ff`, or more fields than version `00` has.
 */
export function traceIdIn(header: string | string[] | undefined): string | undefined {
  const [, version = '', traceId = '', parentId = '', more] = FORM.exec(String(header ?? '').trim()) ?? [];
  if (version === '' || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  return /^0+$/.test(traceId) || /^0+$/.test(parentId) ? undefined : traceId;
}
