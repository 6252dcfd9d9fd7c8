import type { BoardHooks } from '@bull-board/api/typings/app';
import type { SessionContext } from '../access/session-context.ts';

type AfterHook = NonNullable<BoardHooks['after']>;

/** Tells the board's page which buttons to leave out for a viewer. What it may do, `guardAction` decides. */
export function showByRole(sessions: SessionContext): AfterHook {
  return (call, result) => {
    if (call.route !== '/api/queues' || sessions.current().role === 'operator') return result;
    if (typeof result.body === 'string' || !('queues' in result.body)) return result;
    const queues: unknown = result.body.queues;
    if (!Array.isArray(queues)) return result;
    return { ...result, body: { queues: queues.map((queue) => ({ ...queue, readOnlyMode: true })) } };
  };
}
