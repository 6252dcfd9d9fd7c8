import { MARKER, NUMBER_PLACE } from './marker.ts';

/** What each job's webhook is signed with. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

export interface JobShape {
  readonly model: string;
  /** Where the result is sent, if anywhere. */
  readonly webhookUrl?: string;
  /** Restricted, about a person of its own, and with personal data in its prompt, which has to be replaced and restored. */
  readonly personal?: boolean;
}

const BYTES = 1_024;
const PERSONAL =
  'Mrs Eleanor Whitfield (eleanor.whitfield@example.org, +44 20 7946 0958, born 14 March 1961) pays by GB33BUKB20201555555555.';
const WORDS =
  'the customer wrote that a parcel arrived late and one of its boxes was open so they ask for a refund or another';

/** The body of `POST /v1/jobs`, 1 KB in all, with a mark in its prompt (see `MARKER`). */
export function jobRequest({ model, webhookUrl, personal }: JobShape): string {
  const webhook = webhookUrl && { url: webhookUrl, secret: WEBHOOK_SECRET };
  const governed = personal && { sensitivity: 'restricted', subject: `customer-${NUMBER_PLACE}` };
  const withPrompt = (prompt: string) =>
    JSON.stringify({ task: 'chat', model, input: { prompt }, ...governed, ...(webhook && { webhook }) });
  const opening = personal ? `${MARKER} ${PERSONAL}` : MARKER;
  const room = BYTES - withPrompt(opening).length;
  return withPrompt(opening + variedText(room));
}

/** Words in an order that does not repeat, so that nothing gains from compressing them. */
function variedText(length: number): string {
  const words = WORDS.split(' ');
  let state = 12_345;
  let text = '';
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += ` ${words[Math.floor(state / 65_536) % words.length]}`;
  }
  return text.slice(0, length);
}
