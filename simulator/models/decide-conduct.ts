import type { ApiError } from '../http/api-error.ts';
import { hashText } from '../random.ts';
import type { AnswerConduct, Conduct } from './conduct.ts';
import type { Model } from './directory.ts';
import type { Fault } from './fault-table.ts';
import { drawLatency } from './latency.ts';
import { simulatedError } from './model-errors.ts';
import { rateLimitHeaders, rateLimitReached } from './rate-limit.ts';

/** What the decision may look at beside the model. */
export interface CallFacts {
  readonly seed: number;
  readonly nowMs: number;
  readonly fault: Fault | undefined;
  /** Identifies the conversation: repeats and repairs of a prompt share it. Read only by models that count. */
  readonly prompt: () => number;
  /** What happened when this call was recorded, for a recorded model. */
  readonly recorded: Conduct | undefined;
}

/** Decides what one call of a model meets, and counts it. */
export function decideConduct(model: Model, facts: CallFacts): Conduct {
  const call = model.countCall();
  const { fault } = facts;
  if (fault?.hang) return { kind: 'hang' };
  if (fault?.status) return fail(simulatedError(fault.status, model.name), fault.delayMs);
  return delay(followBehaviour(model, call, facts), fault?.delayMs ?? 0);
}

function followBehaviour(model: Model, call: number, facts: CallFacts): Conduct {
  const { behaviour, name } = model;
  const latencyOf = (latency = model.latency) =>
    latency ? drawLatency(latency, hashText(name, facts.seed + call)) : 0;
  const answer = (parts: Partial<AnswerConduct> = {}): AnswerConduct => ({
    ...plainAnswer,
    delayMs: latencyOf(),
    ...parts,
  });
  switch (behaviour.kind) {
    case 'slow':
      return answer({ delayMs: latencyOf(behaviour.latency) });
    case 'stream':
      return answer({ spreadMs: latencyOf(behaviour.latency) });
    case 'flaky':
      return model.failsNext() ? fail(simulatedError(500, name)) : answer();
    case 'status':
      return fail(simulatedError(behaviour.status, name), latencyOf());
    case 'hang':
      return { kind: 'hang' };
    case 'broken-stream':
      return answer({ breaks: model.countPrompt(facts.prompt()) < behaviour.times });
    case 'bad-json':
      return model.countPrompt(facts.prompt()) < behaviour.times
        ? answer({ manner: { flaw: behaviour.flaw ?? 'any' } })
        : answer({ manner: 'json' });
    case 'rate-limited':
      return takeTurn(model, facts.nowMs, answer);
    case 'json':
    case 'judge':
    case 'refuse':
    case 'length':
    case 'content-filter':
      return answer({ manner: behaviour.kind });
    case 'recorded':
      return facts.recorded ?? answer();
    default:
      return answer();
  }
}

const plainAnswer: AnswerConduct = {
  kind: 'answer',
  delayMs: 0,
  spreadMs: 0,
  breaks: false,
  manner: 'plain',
  headers: {},
};

function takeTurn(model: Model, nowMs: number, answer: (parts: Partial<AnswerConduct>) => Conduct): Conduct {
  const verdict = model.takeToken(nowMs);
  return verdict.allowed
    ? answer({ headers: rateLimitHeaders(model.perSecond, verdict) })
    : fail(rateLimitReached(model.name, model.perSecond, verdict));
}

function fail(error: ApiError, delayMs = 0): Conduct {
  return { kind: 'fail', delayMs, error };
}

function delay(conduct: Conduct, delayMs: number): Conduct {
  return conduct.kind === 'hang' || delayMs === 0
    ? conduct
    : { ...conduct, delayMs: conduct.delayMs + delayMs };
}
