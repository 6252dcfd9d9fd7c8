/**
 * Why a candidate is not the one. Of the members of a cascade: `asked` side by side with others; `alone`, so that there
 * is none to agree with; `below` the models that the job has gone up to.
 */
export type Reason =
  | 'not_configured'
  | 'rule'
  | 'not_cleared'
  | 'policy'
  | 'context_too_small'
  | 'no_json_schema'
  | 'no_tools'
  | 'no_vision'
  | 'too_expensive'
  | 'failed_before'
  | 'breaker_open'
  | 'too_slow'
  | 'lower_rank'
  | 'asked'
  | 'alone'
  | 'below';
