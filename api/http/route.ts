import type { IncomingHttpHeaders } from 'node:http';
import type { Response } from 'express';
import { z } from 'zod';
import type { Scope } from '../../shared/contracts/scopes.ts';
import type { ApiContext } from '../context.ts';

/** Who calls: an API key of a tenant. */
export interface Principal {
  readonly tenant: string;
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** What they are to the tenant's own rules; none where keys have none. */
  readonly roles: readonly string[];
}

/** One authenticated, validated request. */
export interface Call<Body = unknown, Query = unknown> {
  readonly context: ApiContext;
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  /** The body as it was parsed, before validation. */
  readonly rawBody: unknown;
  readonly query: Query;
  readonly headers: IncomingHttpHeaders;
  /** 32 hex digits, from a valid `traceparent` or fresh. */
  readonly traceId: string;
  /** A signal that aborts when the client goes away or the server stops. */
  readonly gone: () => AbortSignal;
}

/** What a handler answers: a JSON document, or a stream it writes itself. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly stream?: (response: Response) => Promise<void>;
}

/** How an answer is documented in the OpenAPI description. */
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly contentType?: string;
}

/** One route: data for the dispatcher and for the OpenAPI description alike. */
export interface Route<Body = unknown, Query = unknown> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express form: `/v1/jobs/:id`. */
  readonly path: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly tag: string;
  /** The body must be JSON and match; without one, a body is refused. */
  readonly body?: z.ZodType<Body>;
  /** The body may be left out. */
  readonly bodyOptional?: boolean;
  /** The query must match; without one, any parameter is refused. */
  readonly query?: z.ZodType<Query>;
  /** Request headers that matter, with their meaning. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, Answer>>;
  readonly handler: (call: Call<Body, Query>) => Promise<Reply>;
}

/** A route whose body and query types are known only to its own handler. */
export type AnyRoute = Omit<Route, 'handler' | 'body' | 'query'> & {
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly handler: (call: Call) => Promise<Reply>;
};

/** The body of a request that says all in its path: nothing, or the empty object that some clients send. */
export const emptyBody = z.strictObject({}).meta({ id: 'Empty' });

/** Declares a route; the handler's types follow from its schemas. */
export function defineRoute<Body = undefined, Query = unknown>(route: Route<Body, Query>): AnyRoute {
  return {
    ...route,
    // The dispatcher has parsed body and query with these very schemas.
    handler: (call) => route.handler(call as Call<Body, Query>),
  };
}
