import { expect } from 'vitest';
import type { JobObject } from '../../shared/contracts/job-object.ts';
import type { ApiClient } from './api-client.ts';
import { simulatedModel } from './catalog.ts';
import { type CatalogEntry, catalogClient } from './catalog-client.ts';
import { startSystem } from './system.ts';

/** Rules that jobs call by what they say of themselves. */
export const RULES = `
@id("all-work") @redact("none")
permit (principal, action, resource);

@id("no-batch") @message("Batch work is not taken on.")
forbid (principal, action == Action::"admit_job", resource) when { context.priority == "batch" };

@id("interns") forbid (principal in Role::"intern", action, resource);

@id("closed-accounts")
forbid (principal, action == Action::"admit_job", resource)
when { context.facts.hasTag("account") && context.facts.getTag("account") == "closed" };

@id("mail-stays-here")
forbid (principal, action == Action::"call_model", resource)
when { context.data_classes.contains("email") }
unless { resource has region && resource.region == "eu" };

@id("no-training")
forbid (principal, action == Action::"call_model", resource)
when { context.metadata.hasTag("private") }
unless { resource has trains_on_data && !resource.trains_on_data };

@id("withheld")
forbid (principal, action == Action::"deliver", resource) when { context.metadata.hasTag("withheld") };

@id("pseudonyms") @redact("email")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("pseudonyms") };

@id("own-models") @restrict_models("sim-eu, sim-echo-*")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("own") };

@id("cheap") @max_cost("400")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("cheap") };

@id("asked-first") @require_approval("legal")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("sign") };

@id("read-first") @require_approval("editor")
permit (principal, action == Action::"deliver", resource) when { context.metadata.hasTag("publish") };
`;

interface Stage {
  readonly name: string;
  readonly verdict: string;
  readonly details?: Readonly<Record<string, string>>;
}
type Entry = Readonly<Record<string, string>>;

/** A job of a task that carries these words about itself. */
export const governedBody = (
  task: string,
  text: string,
  words: readonly string[] = [],
  more: object = {},
) => ({
  ...{ task, input: { text }, metadata: Object.fromEntries(words.map((word) => [word, 'yes'])) },
  ...more,
});

/** A system whose tasks are governed by `RULES`, and what tests ask of it. */
export async function startGoverned(redisUrl: string) {
  const task = {
    ...{ description: 'test', prompt: 'said', policy: 'rules' },
    input_schema: {
      type: 'object',
      required: ['text'],
      properties: { text: { type: 'string' }, account: { type: 'string', 'x-visibility': 'policy' } },
    },
  };
  const system = await startSystem({
    redisUrl,
    catalog: {
      models: {
        'sim-eu': simulatedModel({
          ...{ provider_model: 'sim-echo', region: 'eu', vendor: 'here' },
          terms: { trains_on_data: false, retention_days: 0 },
        }),
        'sim-far': simulatedModel({ provider_model: 'sim-echo', region: 'us' }),
      },
      policies: { rules: { cedar: RULES }, tried: { cedar: RULES } },
      prompts: { said: { user: '{{ text | raw }}' } },
      tasks: {
        governed: { ...task, models: ['sim-far', 'sim-eu'] },
        abroad: { ...task, models: ['sim-far'] },
        handed: { ...task, models: ['sim-far'], escalate: { on: ['policy'] } },
        // Its model is out, so its own answer stands in.
        answering: { ...task, models: ['sim-status-401'], fallback: { compute: 'text' } },
        shadowed: { ...task, models: ['sim-far', 'sim-eu'], policy: 'tried' },
      },
    },
  });

  async function run(...given: Parameters<typeof governedBody>): Promise<JobObject> {
    return (await system.api.post(governedBody(...given), { wait: 30 })).body;
  }

  async function stagesOf({ id }: Pick<JobObject, 'id'>): Promise<Stage[]> {
    const { body: timeline } = await system.api.get<{ data: { stages?: Stage[] }[] }>(
      `/v1/jobs/${id}/timeline`,
    );
    return timeline.data.flatMap(({ stages = [] }) => stages);
  }

  /** The job once it has come to a status. */
  async function until(id: string, status: JobObject['status']): Promise<JobObject> {
    const read = async () => (await system.api.get(`/v1/jobs/${id}`)).body;
    await expect.poll(async () => (await read()).status, { interval: 20, timeout: 10_000 }).toBe(status);
    return read();
  }

  const decisionsOf = async (job: Pick<JobObject, 'id'>) =>
    (await stagesOf(job)).flatMap(({ name, verdict, details = {} }) =>
      name === 'policy_decision'
        ? [`${details.action} ${details.resource} ${verdict} ${details.reasons}`]
        : [],
    );

  async function auditOf(api: ApiClient, target: string): Promise<Entry[]> {
    const { body: page } = await api.get<{ data: Entry[] }>('/v1/audit?limit=100');
    return page.data.filter((entry) => entry.target === target).reverse();
  }

  async function hashOfRules(policy = 'rules'): Promise<string> {
    const { data } = await catalogClient(system.api).read(`policies/${policy}`);
    const cedar = String((data.at(-1) as CatalogEntry['data'][number]).definition.cedar);
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(cedar));
    return Buffer.from(digest).toString('hex');
  }

  return { system, run, stagesOf, decisionsOf, auditOf, until, hashOfRules };
}
