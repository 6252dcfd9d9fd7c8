--[[
  Claims an idempotency key and creates its job, or recognises the job the key already has.
  The job id is derived from the tenant and the key, so the record's existence is the claim.

  KEYS[1] job record           KEYS[2] sealed input          KEYS[3] partition of the job list (queued)
  KEYS[4] set of partitions    KEYS[5] open jobs             KEYS[6] budgets
  KEYS[7] turns                KEYS[8] audit entries to be sealed
  then, for a job about a subject: the subject's key
  then indexes of subject and metadata; then, with a reservation: counters of its day, of its month
  ARGV[1] job id               ARGV[2] fingerprint           ARGV[3] created at (ms)
  ARGV[4] next check (ms)      ARGV[5] partition name        ARGV[6] sealed input
  ARGV[7] JSON: fields and values of the record, the fingerprint among them
  ARGV[8] JSON of the reservation, should any budget apply: amount (micro-USD), task, api_key, day,
          ends {day, month} (s); or empty
  ARGV[9] flow of its turn     ARGV[10] how far the queue has come (virtual tokens)
  ARGV[11] cost of its turn (virtual tokens)                 ARGV[12] the subject's key as it wraps the job's, or empty
  ARGV[13] JSON: fields and values of the audit entry

  Returns where its turn begins, 0 or more, when created; -1 the key holds this very request; -2 the key holds another
  request; -3 the tenant has budgets, so the caller must say what to reserve; -4 the subject has another key, or none;
  or the facts of the budget that has no room.
  Guarantees: of any number of concurrent callers exactly one creates it, and only it has written and taken a turn. What
  it may cost at most is reserved with it, and never more than all its budgets have room for.
]]
local held = redis.call('HGET', KEYS[1], 'fingerprint')
if held then
  return held == ARGV[2] and -1 or -2
end
local first = 9
if ARGV[12] ~= '' then
  if redis.call('GET', KEYS[9]) ~= ARGV[12] then
    return -4
  end
  first = 10
end
local last = #KEYS
if ARGV[8] ~= '' then
  -- include budgets
  last = last - 2
  local wanted = cjson.decode(ARGV[8])
  local counters = { day = KEYS[last + 1], month = KEYS[last + 2] }
  local budgets = budgets_for(KEYS[6], counters, wanted.task, wanted.api_key)
  local refusing = reserve_for_job(KEYS[1], budgets, wanted.amount, wanted.day, wanted.ends)
  if refusing then
    return refusing
  end
elseif redis.call('EXISTS', KEYS[6]) == 1 then
  return -3
end
redis.call('HSET', KEYS[1], unpack(cjson.decode(ARGV[7])))
redis.call('SET', KEYS[2], ARGV[6])
redis.call('XADD', KEYS[8], '*', unpack(cjson.decode(ARGV[13])))
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
redis.call('SADD', KEYS[4], ARGV[5])
redis.call('ZADD', KEYS[5], ARGV[4], ARGV[1])
for i = first, last do
  redis.call('ZADD', KEYS[i], ARGV[3], ARGV[1])
end
-- include turns
return take_turn(KEYS[7], ARGV[9], ARGV[11], ARGV[10])
