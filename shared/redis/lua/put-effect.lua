--[[
  Journals a completed effect of a job and settles the model call that brought it. The first writer wins, also
  when its attempt has been superseded: what was paid for once must not be paid for again.

  KEYS[1] job record   KEYS[2] journal       KEYS[3] deltas     KEYS[4] log
  KEYS[5] ledger       KEYS[6] usage of today                   KEYS[7] budgets
  KEYS[8] counters of the day that the job counts for           KEYS[9] … of its month
  KEYS[10] events of the tenant that are still to be announced
  KEYS[11] usage of today by metadata, KEYS[12] names of metadata values: where the job has metadata
  ARGV[1] effect id    ARGV[2] sealed effect
  ARGV[3] hop          ARGV[4] attempt       ARGV[5] sealed last delta, or empty
  ARGV[6] time to live of deltas (s)         ARGV[7] channel    ARGV[8] message
  ARGV[9] usage of the call: input,output,cached,reasoning      ARGV[10] its cost (micro-USD)
  ARGV[11] what a cache has saved (micro-USD), or empty         ARGV[12] task, model and API key of the call
  ARGV[13] job id      ARGV[14] now (ms)     ARGV[15] when today's usage may be forgotten (s)
  ARGV[16] metadata pairs a day that have sums; then for each pair: digests of its key and of itself, its sealed value

  Returns 1 written; 2 written, and there are events to announce; the sealed effect that was there first; or 0
  when the job has ended or is gone.
  Guarantees: what an effect cost is settled with it, once, however the job ends afterwards: in a new version of
  the record, the ledger, the sums of usage and the budgets; nobody who waits for a change of state is woken for
  it. The delta is only written for the attempt that owns the job, as by `append-delta`.
]]
-- include usage
local record = redis.call(
  'HMGET', KEYS[1], 'status', 'hop', 'attempt', 'unlogged', 'version', 'usage', 'cost', 'reserved', 'reserved_by'
)
if record[1] ~= 'queued' and record[1] ~= 'running' then
  return 0
end
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then
  return redis.call('HGET', KEYS[2], ARGV[1])
end

local FOUR = '^(%d+),(%d+),(%d+),(%d+)$'
local input, output, cached, reasoning = string.match(ARGV[9], FOUR)
local cost, now = tonumber(ARGV[10]), tonumber(ARGV[14])
local usage = ARGV[9]
if record[6] then
  local i, o, c, r = string.match(record[6], FOUR)
  usage = string.format('%d,%d,%d,%d', i + input, o + output, c + cached, r + reasoning)
end
local total = string.format('%d', (record[7] or 0) + cost)
redis.call('HSET', KEYS[1], 'usage', usage, 'cost', total, 'version', record[5] + 1)
-- The ledger is kept for as long as sums are.
redis.call(
  'XADD', KEYS[5], 'MINID', '~', 2 * now - 1000 * ARGV[15], '*',
  'call', table.concat({ ARGV[13], ARGV[12], ARGV[9], ARGV[10], ARGV[11] }, ' ')
)
local call = {
  input = input, output = output, cached = cached, reasoning = reasoning, cost = cost,
  hits = ARGV[11] == '' and 0 or 1, saved = ARGV[11] == '' and 0 or ARGV[11],
}
add_to_sum(KEYS[6], ARGV[12], call, ARGV[15])
for i = 17, #ARGV, 3 do
  if add_to_sum(KEYS[11], ARGV[i] .. ' ' .. ARGV[i + 1], call, ARGV[15], tonumber(ARGV[16])) then
    redis.call('HSETNX', KEYS[12], ARGV[i + 1], ARGV[i + 2])
  end
end

local told = false
if cost > 0 and redis.call('EXISTS', KEYS[7]) == 1 then
  -- include budgets
  local task, api_key = string.match(ARGV[12], '^(%S+) %S+ (%S*)$')
  local budgets = budgets_for(KEYS[7], { day = KEYS[8], month = KEYS[9] }, task, api_key)
  local covered = math.min(cost, tonumber(record[8] or 0))
  charge(budgets, cost, covered, record[9] or '', KEYS[10], ARGV[14])
  if record[9] then
    redis.call('HINCRBY', KEYS[1], 'reserved', 0 - covered)
  end
  told = redis.call('EXISTS', KEYS[10]) == 1
end

local owned = record[1] == 'running' and record[2] == ARGV[3] and record[3] == ARGV[4]
if owned and record[4] then
  redis.call('RPUSH', KEYS[4], record[4])
  redis.call('HDEL', KEYS[1], 'unlogged')
end
if owned and ARGV[5] ~= '' then
  redis.call('RPUSH', KEYS[3], redis.call('LLEN', KEYS[4]) .. ' ' .. ARGV[5])
  redis.call('EXPIRE', KEYS[3], ARGV[6])
  redis.call('PUBLISH', ARGV[7], ARGV[8])
end
return told and 2 or 1
