import { z } from 'zod';
import { jobObjectSchema } from '../../shared/contracts/job-object.ts';
import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { JOB_STATUSES } from '../../shared/contracts/job-states.ts';
import { listJobs as listStoredJobs } from '../../shared/stores/list-jobs.ts';
import { objectOf } from '../../shared/stores/read-job.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { listBody, listSchema, pageQuery } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';

const time = z.iso.datetime({ offset: true });

const querySchema = z
  .strictObject({
    ...pageQuery,
    status: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(JOB_STATUSES)))
      .optional()
      .meta({ description: 'One status or several, separated by commas.' }),
    task: z.string().regex(NAME_PATTERN).optional(),
    subject: z.string().min(1).max(256).optional(),
    created_after: time.optional().describe('At or after this moment.'),
    created_before: time.optional().describe('Before this moment.'),
  })
  .catchall(z.string().max(512));

const METADATA = 'metadata.';

/** `metadata.<key>` parameters; any other unknown one is refused. */
const metadataQuery = querySchema.superRefine((query, issues) => {
  for (const name of Object.keys(query)) {
    if (
      Object.hasOwn(querySchema.shape, name) ||
      (name.startsWith(METADATA) && name.length > METADATA.length)
    )
      continue;
    issues.addIssue({ code: 'unrecognized_keys', keys: [name], message: `Unrecognized key: "${name}"` });
  }
});

export const listJobs = defineRoute({
  method: 'get',
  path: '/v1/jobs',
  scope: 'jobs:read',
  tag: 'Jobs',
  summary: 'List jobs, newest first; metadata.<key>=<value> filters by metadata',
  query: metadataQuery,
  answers: { 200: { description: 'A page of jobs', schema: listSchema(jobObjectSchema) } },
  handler: async ({ context, principal, query }) => {
    const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const metadata = Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(METADATA) ? [[name.slice(METADATA.length), String(value)]] : [],
    );
    const page = await listStoredJobs(
      context.installation.store,
      principal.tenant,
      {
        statuses: query.status,
        task: query.task,
        subject: query.subject,
        metadata: Object.fromEntries(metadata),
        createdAfter: query.created_after === undefined ? undefined : Date.parse(query.created_after),
        createdBefore: query.created_before === undefined ? undefined : Date.parse(query.created_before),
      },
      query.limit,
      cursor && { createdAt: cursor.at, id: cursor.id },
    );
    const next = page.next && encodeCursor(page.next.createdAt, page.next.id);
    return { status: 200, body: listBody(page.jobs.map(objectOf), next) };
  },
});
