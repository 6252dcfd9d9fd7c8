--[[
  Journals a completed effect of a job and settles the model call that brought it. The first writer wins, also
  when its attempt has been superseded: what was paid for once must not be paid for again.

  KEYS[1] job record   KEYS[2] journal       KEYS[3] deltas     KEYS[4] log
  KEYS[5] ledger       KEYS[6] usage of today                   KEYS[7] budgets
  KEYS[8] last minute of the tenant
  then, should any budget apply: counters of the day that the job counts for, of its month, and the events of the
  tenant that are still to be announced
  then, where the job has metadata: usage of today by metadata, names of metadata values
  ARGV[1] effect id    ARGV[2] sealed effect
  ARGV[3] hop          ARGV[4] attempt       ARGV[5] sealed last delta, or empty
  ARGV[6] time to live of deltas (s)         ARGV[7] channel    ARGV[8] message
  ARGV[9] the call, with spaces between: now (ms), when today's usage may be forgotten (s), the second of that minute in
          which it was counted and the tokens that it was taken to need (or 0 0), sums of today beyond which members of
          a family have one together, the family (or the model), job id, task, model, API key, usage
          (input,output,cached,reasoning), cost (micro-USD), what a cache has saved (micro-USD) or -
  ARGV[10] metadata pairs a day that have sums; then for each pair: digests of its key and of itself, its sealed value

  Returns 1 written; 2 written, and there are events to announce; the sealed effect that was there first; or 0
  when the job has ended or is gone; -2 the tenant has budgets, so the caller must name their keys.
  Guarantees: what an effect cost is settled with it, once, however the job ends afterwards: in a new version of
  the record, the ledger, the sums of usage and the budgets; nobody who waits for a change of state is woken for
  it. The delta is only written for the attempt that owns the job, as by `append-delta`.
]]
-- include usage
local record = redis.call(
  'HMGET', KEYS[1], 'status', 'hop', 'attempt', 'unlogged', 'version', 'usage', 'cost', 'reserved', 'reserved_by'
)
local waits = record[1] == 'awaiting_approval' or record[1] == 'awaiting_review'
if record[1] ~= 'queued' and record[1] ~= 'running' and not waits then
  return 0
end
local pairs_at = #ARGV > 10 and #KEYS - 1 or #KEYS + 1
local budgeted = pairs_at > 9
if redis.call('EXISTS', KEYS[7]) == 0 then
  budgeted = false
elseif not budgeted then
  return -2
end
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then
  return redis.call('HGET', KEYS[2], ARGV[1])
end

local now, forgotten_at, counted_in, taken, most_rows, family, entry =
  string.match(ARGV[9], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%S+) (.*)$')
local common, used, cost, saved = string.match(entry, '^%S+ (%S+ %S+ %S*) (%S+) (%d+) (%S+)$')
local FOUR = '^(%d+),(%d+),(%d+),(%d+)$'
local input, output, cached, reasoning = string.match(used, FOUR)
local usage = used
if record[6] then
  local i, o, c, r = string.match(record[6], FOUR)
  usage = string.format('%d,%d,%d,%d', i + input, o + output, c + cached, r + reasoning)
end
local total = string.format('%d', (record[7] or 0) + cost)
redis.call('HSET', KEYS[1], 'usage', usage, 'cost', total, 'version', record[5] + 1)
-- The ledger is kept for as long as sums are.
redis.call('XADD', KEYS[5], 'MINID', '~', 2 * now - 1000 * forgotten_at, '*', 'call', entry)
local hit = saved ~= '-'
local call = {
  input = input, output = output, cached = cached, reasoning = reasoning, cost = cost,
  hits = hit and 1 or 0, saved = hit and saved or 0,
}
local task, model, api_key = string.match(common, '^(%S+) (%S+) (%S*)$')
if not add_to_sum(KEYS[6], common, call, forgotten_at, model ~= family and tonumber(most_rows)) then
  add_to_sum(KEYS[6], task .. ' ' .. family .. ' ' .. api_key, call, forgotten_at)
end
for i = 11, #ARGV, 3 do
  if add_to_sum(KEYS[pairs_at], ARGV[i] .. ' ' .. ARGV[i + 1], call, forgotten_at, tonumber(ARGV[10])) then
    redis.call('HSETNX', KEYS[pairs_at + 1], ARGV[i + 1], ARGV[i + 2])
  end
end

if counted_in ~= '0' then
  -- include rate-window
  correct(KEYS[8], 'tokens', counted_in, input + output - taken)
end

local told = false
if budgeted and cost ~= '0' then
  -- include budgets
  local budgets = budgets_for(KEYS[7], { day = KEYS[9], month = KEYS[10] }, task, api_key)
  local covered = math.min(cost, tonumber(record[8] or 0))
  charge(budgets, cost, covered, record[9] or '', KEYS[11], now)
  if record[9] then
    redis.call('HINCRBY', KEYS[1], 'reserved', 0 - covered)
  end
  told = redis.call('EXISTS', KEYS[11]) == 1
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
