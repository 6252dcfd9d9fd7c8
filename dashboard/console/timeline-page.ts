import type { JobRecord } from '../../shared/stores/job-record.ts';
import type { TimelineEntry } from '../../shared/stores/read-timeline.ts';
import type { Session } from '../sign-in/sessions.ts';
import { badge, duration, moment, money } from './describe.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

type Stage = NonNullable<TimelineEntry['stages']>[number];

/** One job from its admission to its end: no content, only names, codes and numbers. */
export function timelinePage(session: Session, record: JobRecord, entries: readonly TimelineEntry[]): string {
  const body = html`<h1>Job ${badge(record.status)}</h1>
    <p class="id"><code>${record.id}</code> of tenant <code>${record.tenant}</code></p>
    ${record.errorCode && html`<p class="problem">Error <code>${record.errorCode}</code>${record.errorStage && html` in stage <code>${record.errorStage}</code>`}</p>`}
    ${facts(record)}
    <h2>Timeline</h2>
    <div class="wide"><table>
      <thead><tr><th scope="col">Time (UTC)</th><th scope="col">After</th><th scope="col">Status or stage</th>
        <th scope="col">Hop</th><th scope="col">Attempt</th><th scope="col">Queue</th>
        <th scope="col">Took</th><th scope="col">Code</th><th scope="col">By</th></tr></thead>
      <tbody>${entries.map((entry) => rows(entry, record.createdAt))}</tbody>
    </table></div>`;
  return page({ title: 'Timeline', session, body });
}

function facts(record: JobRecord): Html {
  const { usage } = record;
  const pairs: readonly (readonly [string, Html | string | number])[] = [
    ['Task', `${record.task}@${record.taskVersion}`],
    ['Prompt version', record.promptVersion ?? '–'],
    ['Policy version', record.policyVersion ?? '–'],
    ['Model', record.model],
    ['Queue', html`<a href="/queues/queue/${encodeURIComponent(record.queue)}">${record.queue}</a>`],
    ['Priority', record.priority],
    ['Sensitivity', record.sensitivity],
    ['Created', moment(record.createdAt)],
    ['Started', moment(record.startedAt)],
    ['Finished', moment(record.finishedAt)],
    ['Expires', moment(record.expiresAt)],
    ['Hop', record.hop],
    ['Attempts', `${record.attempts}${record.crashes > 0 ? ` (${record.crashes} lost their worker)` : ''}`],
    ['Redrives', record.redrives],
    [
      'Tokens',
      `${usage.input} in (${usage.cached} cached), ${usage.output} out (${usage.reasoning} reasoning)`,
    ],
    ['Cost', money(record.cost)],
    ['Trace', html`<code>${record.traceId}</code>`],
    ...(record.retryAt === undefined ? [] : [['Next attempt', moment(record.retryAt)] as const]),
    ...(record.deletedAt === undefined ? [] : [['Deleted', moment(record.deletedAt)] as const]),
  ];
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function rows(entry: TimelineEntry, createdAt: number): Html {
  const after = Date.parse(entry.at) - createdAt;
  return html`${(entry.stages ?? []).map((stage) => stageRow(stage, createdAt))}
    <tr><td>${moment(entry.at)}</td><td class="number">${duration(after)}</td><td>${badge(entry.status)}</td>
      <td class="number">${entry.hop}</td><td class="number">${entry.attempt}</td><td>${entry.queue}${entry.branch && html` <small>${entry.branch}</small>`}</td>
      <td></td><td>${entry.code && html`<code>${entry.code}</code>`}</td><td>${entry.actor}</td></tr>`;
}

function stageRow(stage: Stage, createdAt: number): Html {
  const details = Object.entries(stage.details ?? {}).map(([name, value]) => `${name} ${value}`);
  return html`<tr class="stage"><td>${moment(stage.at)}</td>
      <td class="number">${duration(Date.parse(stage.at) - createdAt)}</td>
      <td colspan="4">${stage.name}: ${stage.verdict}
        ${details.length > 0 && html`<small>${details.join(', ')}</small>`}</td>
      <td class="number">${duration(stage.duration_ms)}</td>
      <td>${stage.code && html`<code>${stage.code}</code>`}</td><td></td></tr>`;
}
