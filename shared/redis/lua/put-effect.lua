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
  ARGV[9] usage of the call: input, output, cached, reasoning   ARGV[10] its cost (micro-USD)
  ARGV[11] model       ARGV[12] job id       ARGV[13] what a cache has saved (micro-USD), or empty
  ARGV[14] now (ms)    ARGV[15] since when the ledger is kept (ms)
  ARGV[16] when the usage of today may be forgotten (s)         ARGV[17] metadata values a day that have sums
  ARGV[18..] for each metadata pair: digest of its key, digest of the pair, its sealed value

  Returns 1 written; 2 written, and there are events to announce; the sealed effect that was there first; or 0
  when the job has ended or is gone.
  Guarantees: what an effect cost is settled with it, once, however the job ends afterwards: in a new version of
  the record, the ledger, the sums of usage and the budgets; nobody who waits for a change of state is woken for
  it. The delta is only written for the attempt that owns the job, as by `append-delta`.
]]
-- include budgets
-- include usage
local record = redis.call(
  'HMGET', KEYS[1], 'status', 'hop', 'attempt', 'unlogged', 'version', 'usage', 'task', 'api_key', 'reserved', 'reserved_by'
)
if record[1] ~= 'queued' and record[1] ~= 'running' then
  return 0
end
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then
  return redis.call('HGET', KEYS[2], ARGV[1])
end

local call, total = { 1 }, {}
for number in string.gmatch(ARGV[9], '%d+') do
  call[#call + 1] = tonumber(number)
end
for number in string.gmatch(record[6] or '0,0,0,0', '%d+') do
  total[#total + 1] = whole(number + call[#total + 2])
end
local cost, cached = tonumber(ARGV[10]), ARGV[13] ~= ''
call[6], call[7], call[8] = cost, cached and 1 or 0, cached and tonumber(ARGV[13]) or 0
redis.call('HSET', KEYS[1], 'usage', table.concat(total, ','), 'version', record[5] + 1)
redis.call('HINCRBY', KEYS[1], 'cost', ARGV[10])
redis.call(
  'XADD', KEYS[5], 'MINID', '~', ARGV[15], '*', 'job', ARGV[12], 'task', record[7], 'model', ARGV[11],
  'api_key', record[8], 'usage', ARGV[9], 'cost', ARGV[10], 'saved', ARGV[13]
)
sum_usage(KEYS[6], record[7] .. ' ' .. ARGV[11] .. ' ' .. record[8], call, ARGV[16])
for i = 18, #ARGV, 3 do
  if sum_usage(KEYS[11], ARGV[i] .. ' ' .. ARGV[i + 1], call, ARGV[16], tonumber(ARGV[17])) then
    redis.call('HSETNX', KEYS[12], ARGV[i + 1], ARGV[i + 2])
  end
end

local told = false
if cost > 0 and redis.call('EXISTS', KEYS[7]) == 1 then
  local budgets = budgets_for(KEYS[7], { day = KEYS[8], month = KEYS[9] }, record[7], record[8])
  local covered = math.min(cost, tonumber(record[9] or 0))
  charge(budgets, cost, covered, record[10] or '', KEYS[10], ARGV[14])
  if record[10] then
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
