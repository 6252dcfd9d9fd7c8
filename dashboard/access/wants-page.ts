import type { Request } from 'express';

/** Whether a person's browser asks for a page, rather than a script for an answer. */
export function wantsPage(request: Request): boolean {
  return request.accepts(['json', 'html']) === 'html';
}

/** Whether the request only reads. */
export function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}
