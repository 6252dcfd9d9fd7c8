import type { RequestHandler } from 'express';
import { z } from 'zod';
import { readAudit, type StoredAuditEntry } from '../../shared/audit/read-audit.ts';
import type { DashboardContext } from '../context.ts';
import { badge, moment } from './describe.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

const PAGE_SIZE = 100;
const querySchema = z.object({ before: z.string().regex(/^\d{1,19}-\d{1,19}$/) });

/** `GET /audit`: what was done in this installation, newest first; `before` is the id of the oldest seen. */
export function showAudit({ store, sessions }: DashboardContext): RequestHandler {
  return async (request, response) => {
    const query = querySchema.safeParse(request.query);
    const { entries, next } = await readAudit(store, undefined, PAGE_SIZE, query.data?.before);
    const body = html`<h1>Audit trail</h1>
      <p>Sign-ins and what people did in this dashboard, newest first. What became of a single job or delivery
        stands in its tenant's own trail.</p>
      <div class="wide"><table>
        <thead><tr><th scope="col">Time (UTC)</th><th scope="col">Who</th><th scope="col">Action</th>
          <th scope="col">Target</th><th scope="col">Outcome</th><th scope="col">Reason</th></tr></thead>
        <tbody>${entries.map(row)}</tbody>
      </table></div>
      ${next && html`<p><a href="/audit?before=${next}">Older entries</a></p>`}`;
    response.send(page({ title: 'Audit', session: sessions.current(), body }));
  };
}

function row(entry: StoredAuditEntry): Html {
  return html`<tr><td>${moment(entry.at)}</td><td>${entry.actor}</td><td>${entry.action}</td>
    <td><code>${entry.target}</code></td><td>${badge(entry.outcome ?? '')}</td><td>${entry.reason}</td></tr>`;
}
