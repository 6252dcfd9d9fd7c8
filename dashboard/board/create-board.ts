import { createBullBoard } from '@bull-board/api';
import type { RequestHandler } from 'express';
import { AppError } from '../../shared/errors/app-error.ts';
import { MAINTENANCE_QUEUE } from '../../shared/queues/queue-names.ts';
import type { DashboardContext } from '../context.ts';
import type { Session } from '../sign-in/sessions.ts';
import { BoardServer, UI_CONFIG } from './board-server.ts';
import { guardAction } from './guard-action.ts';
import { RedrivingAdapter, type RetryHop } from './redriving-adapter.ts';
import { retryHop } from './retry-hop.ts';
import { showByRole } from './show-by-role.ts';

/** Where the board is mounted. */
export const BOARD_PATH = '/queues';

/** Bull Board on all queues. It must stand behind a session. */
export function createBoard(context: DashboardContext): RequestHandler {
  const { lifecycle, sessions } = context;
  const retryOne: RetryHop = (hop) => retryHop(lifecycle, hop, `user:${sessions.current().user}`);
  /** How many hops the request of a session, which is read anew for each, has tried in vain: they stay. */
  const inVain = new WeakMap<Session, number>();
  const triedInVain = () => inVain.get(sessions.current()) ?? 0;
  const retryEach: RetryHop = async (hop) => {
    try {
      return await retryOne(hop);
    } catch (error) {
      if (!(error instanceof AppError) || error.entry.status >= 500) throw error;
      if (await hop.isFailed()) inVain.set(sessions.current(), triedInVain() + 1);
      return undefined;
    }
  };
  const server = new BoardServer(sessions, context.log);
  server.setBasePath(BOARD_PATH);
  const adapters = new Map<string, RedrivingAdapter>();
  const adapterOf = (name: string) => {
    const timelines = name !== MAINTENANCE_QUEUE;
    const adapter =
      adapters.get(name) ??
      new RedrivingAdapter(lifecycle.queues.queue(name), { retryOne, retryEach, triedInVain, timelines });
    adapters.set(name, adapter);
    return adapter;
  };
  const board = createBullBoard({
    queues: context.queueNames().map(adapterOf),
    serverAdapter: server,
    options: {
      uiConfig: UI_CONFIG,
      handlerHooks: { before: guardAction(context), after: showByRole(sessions) },
    },
  });
  context.onQueues(() => {
    const names = context.queueNames();
    if (names.some((name) => !adapters.has(name))) board.replaceQueues(names.map(adapterOf));
  });
  return server.getRouter();
}
