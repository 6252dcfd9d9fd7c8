import { AppError } from '../../shared/errors/app-error.ts';

/** A place in a list as callers pass it back: opaque to them. */
export function encodeCursor(at: number, id: string): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** @throws AppError `invalid_request` */
export function decodeCursor(cursor: string): { readonly at: number; readonly id: string } {
  const match = /^(\d{1,16}) (\S{1,128})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new AppError('invalid_request', 'cursor: use the next_cursor of a page, unchanged.');
  return { at: Number(match[1]), id: match[2] ?? '' };
}
