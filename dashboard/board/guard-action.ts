import type { BoardHooks } from '@bull-board/api/typings/app';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import type { DashboardContext } from '../context.ts';
import type { Session } from '../sign-in/sessions.ts';
import { type Action, ALLOWED_ACTIONS, type Refusal } from './allowed-actions.ts';
import { boundPage } from './bound-page.ts';

type BeforeHook = NonNullable<BoardHooks['before']>;
type Call = Parameters<BeforeHook>[0];

/**
 * Decides about every call of the board's API before it runs, and writes the decision down first: what is
 * not in the audit trail does not happen.
 */
export function guardAction(context: Pick<DashboardContext, 'store' | 'sessions' | 'log'>): BeforeHook {
  return async (call) => {
    try {
      const refusal = call.method === 'get' ? boundPage(call.request) : await decide(context, call);
      if (!refusal) return { allow: true };
      return { allow: false, status: refusal.status, message: refusal.message };
    } catch (error) {
      // Bull Board answers 500 to what its hooks throw, and tells nobody.
      context.log.error({ err: error, route: call.route }, 'could not decide about an action');
      throw error;
    }
  };
}

async function decide(
  { store, sessions }: Pick<DashboardContext, 'store' | 'sessions'>,
  call: Call,
): Promise<Refusal | undefined> {
  const session = sessions.current();
  const route = `${call.method} ${call.route}`;
  const action = Object.hasOwn(ALLOWED_ACTIONS, route) ? ALLOWED_ACTIONS[route] : undefined;
  const refusal = await refusalOf(session, action, call);
  await appendAudit(store, undefined, {
    actor: `user:${session.user}`,
    action: action?.name ?? 'board.forbidden',
    target: action ? targetOf(call) : `${route} ${targetOf(call)}`,
    outcome: refusal ? 'denied' : 'done',
    ...(refusal && { reason: refusal.reason }),
  });
  return refusal;
}

async function refusalOf(
  session: Session,
  action: Action | undefined,
  { request }: Call,
): Promise<Refusal | undefined> {
  if (!action) {
    return { status: 403, reason: 'not_allowed', message: 'Nobody may do this in the dashboard.' };
  }
  if (session.role !== 'operator') {
    return { status: 403, reason: 'role', message: 'Viewers may only look.' };
  }
  return action.check?.(request);
}

function targetOf({ request: { params } }: Call): string {
  const names = [params.queueName, params.jobId].filter((name) => name !== undefined);
  return names.map(String).join(' ').slice(0, 200) || 'all queues';
}
