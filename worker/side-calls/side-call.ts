import type { ModelDefinition } from '../../shared/catalog/definitions.ts';
import { worstCostOf } from '../../shared/cost/price.ts';
import { priceAt } from '../../shared/cost/prices-in-force.ts';
import type { ModelRequest } from '../models/model-port.ts';

/**
 * A call of another model that a stage asks for, with what it is asked. It is journalled as it is here, so that whoever makes
 * the call need not find out again. What it carries is as models may see it.
 */
export type SideCall = {
  readonly model: string;
  /** Classes of personal data that the job's input has, for policies. */
  readonly dataClasses: readonly string[];
} & (
  | { readonly kind: 'chat'; readonly request: Omit<ModelRequest, 'onText'> }
  | { readonly kind: 'moderation'; readonly request: ModelRequest<'moderation'> }
);

/** What providers add around a call's messages, in tokens. */
const FRAME_TOKENS = 64;

/** The most tokens that a side call takes: no tokenizer makes more of a text than it has bytes. */
export function tokensOfSideCall({ kind, request }: SideCall): { input: number; output: number } {
  const input = FRAME_TOKENS + Buffer.byteLength(JSON.stringify(request));
  return { input, output: kind === 'chat' ? (request.parameters.max_output_tokens ?? 0) : 0 };
}

/** What a side call costs at worst, in micro-USD. @param at when it is made, in Unix ms */
export function worstOfSideCall(
  call: SideCall,
  { price }: Pick<ModelDefinition, 'price'>,
  at: number,
): number {
  return worstCostOf(priceAt(price, at), tokensOfSideCall(call));
}
