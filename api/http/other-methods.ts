import type { RequestHandler } from 'express';
import { AppError } from '../../shared/errors/app-error.ts';

/**
 * Stands behind the methods of a path and answers all others: OPTIONS with those there are, the rest with 405.
 * @param methods in capitals; HEAD comes with GET
 */
export function otherMethods(methods: readonly string[]): RequestHandler {
  const allowed = [
    ...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    'OPTIONS',
  ];
  const headers = { Allow: allowed.join(', ') };
  return (request, response) => {
    if (request.method === 'OPTIONS') {
      response.status(204).set(headers).end();
      return;
    }
    throw new AppError(
      'method_not_allowed',
      `${request.method} is not allowed here. There are: ${headers.Allow}.`,
      { headers },
    );
  };
}
