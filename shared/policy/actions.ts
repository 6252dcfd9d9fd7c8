/** What policies decide, and which duties each decision can lay on a job. */
export const ACTIONS = {
  /** A job is taken on. Its duties hold for the whole job. */
  admit_job: ['redact', 'require_approval', 'restrict_models', 'max_cost', 'log_content'],
  /** A model is called: one call, with what the job is by then known to hold. */
  call_model: [],
  /** A result is given out. */
  deliver: ['require_approval'],
} as const;
export type Action = keyof typeof ACTIONS;

export const DUTY_NAMES = ACTIONS.admit_job;
export type DutyName = (typeof DUTY_NAMES)[number];

/** What every decision can go by. */
const OF_ALL = [
  'task: String, sensitivity: String, sensitivity_level: Long, priority: String',
  'now: datetime, facts: Facts, metadata: Facts',
].join(', ');

/**
 * What policies may speak of, as a Cedar schema. Whatever is not known of every job, model or destination is optional
 * there, and a policy that reads it without asking whether it is there is refused when it is stored.
 */
export const POLICY_SCHEMA = `
entity Tenant;
entity Role;
entity ApiKey in [Tenant, Role];
entity Facts tags String;

entity Task = { kind: String };
entity Model = {
  kind: String,
  provider: String,
  cleared_for_level: Long,
  vendor?: String,
  region?: String,
  retention_days?: Long,
  trains_on_data?: Bool,
};
entity Destination = { kind: String, host?: String };

action admit_job appliesTo { principal: ApiKey, resource: Task, context: { ${OF_ALL} } };
action call_model appliesTo {
  principal: ApiKey,
  resource: Model,
  context: { ${OF_ALL}, data_classes: Set<String>, cost_micro_usd: Long },
};
action deliver appliesTo {
  principal: ApiKey,
  resource: Destination,
  context: {
    ${OF_ALL}, data_classes: Set<String>, cost_micro_usd: Long,
    model: String, flags: Set<String>, cached: Bool,
  },
};
`;
