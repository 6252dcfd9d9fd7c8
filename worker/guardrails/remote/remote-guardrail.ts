import type { SideCall } from '../../side-calls/side-call.ts';
import type { Place, Verdict } from '../guardrail.ts';

/** A text as a model is to judge it. */
export interface Judged {
  readonly place: Place;
  readonly text: string;
  /** What was asked, where the text is an answer. */
  readonly request?: string;
}

/** A check that asks a model. The call is made on that model's own queue, while the job waits. */
export interface RemoteGuardrail {
  readonly name: string;
  readonly model: string;
  readonly appliesTo: readonly Place[];
  /** What the model is asked. */
  ask(judged: Judged): Pick<Extract<SideCall, { kind: 'chat' }>, 'kind' | 'request'> | Moderating;
  /**
   * What its answer says.
   * @throws Error where it says nothing: then the check has not passed
   */
  read(answer: unknown): Verdict;
}

type Moderating = Pick<Extract<SideCall, { kind: 'moderation' }>, 'kind' | 'request'>;
