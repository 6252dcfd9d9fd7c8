import { MARKER } from './marker.ts';

/** What each job's webhook is signed with. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

export interface JobShape {
  readonly model: string;
  /** Where the result is sent, if anywhere. */
  readonly webhookUrl?: string;
}

const BYTES = 1_024;
const WORDS =
  'the customer wrote that a parcel arrived late and one of its boxes was open so they ask for a refund or another';

/** The body of `POST /v1/jobs`, 1 KB in all, with a mark in its prompt (see `MARKER`). */
export function jobRequest({ model, webhookUrl }: JobShape): string {
  const webhook = webhookUrl && { url: webhookUrl, secret: WEBHOOK_SECRET };
  const withPrompt = (prompt: string) =>
    JSON.stringify({ task: 'chat', model, input: { prompt }, ...(webhook && { webhook }) });
  const room = BYTES - withPrompt(MARKER).length;
  return withPrompt(MARKER + variedText(room));
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
