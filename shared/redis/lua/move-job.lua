--[[
  The one way a job changes its state after `begin-attempt`: result, timeline entry, next hop, what it has
  reserved and the delivery that announces it are written together or not at all.

  KEYS[1] job record   KEYS[2] sealed result   KEYS[3] journal   KEYS[4] log
  KEYS[5] deltas       KEYS[6] open jobs      KEYS[7] finished jobs   KEYS[8] set of partitions
  KEYS[9] partition of the new status
  KEYS[10..] partitions of the statuses in `from`, in that order; then, with a delivery:
             delivery record, sealed message, deliveries of the job, open deliveries, deliveries of the endpoint;
             then, with `reserved_on` or `reserve`: counters of that day, of its month; then, with `reserve`: budgets;
             last: audit entries to be sealed, jobs that wait for approval, for review, turns, tenant, its running jobs, hops that wait for it, its last minute
  ARGV[1] JSON: id, now (ms), to, from[], partition, channel, message;
          optional fence {hop, attempt} or version; fields[] (names and values),
          open (ms) when a reconciler must watch it, finished (ms) when its retention starts,
          put_off (code: the attempt was put off and does not count),
          next_hop (queue: the job moves to a new hop there), waits (it is put off there as it was here),
          redrive (drop the model answers that led here, and forget the models that failed),
          effect (id of what a person adds to the journal),
          reserved_on (the day that the caller knows it counts for: what is left is given back when it ends),
          reserve {amount (micro-USD), task, api_key, day, ends {day, month} (s)} for what it does from now on,
          takes [{flow, cost, now}] (turns on the queues of its next hops),
          leaves [{flow, cost, branch (the side call, where it is of one)}] (turns on the queues that it leaves: those in
          which nothing was called are given back),
          delivery {id, open (ms), fields[]},
          aborts (channel that tells running attempts, and calls of branches, that they must stop),
          unused (the attempt has made no call), audit (fields and values of the entry that tells of it)
  ARGV[2] sealed result, or empty      ARGV[3] sealed message of the delivery, or empty      ARGV[4] log entry
  ARGV[5] sealed effect of a person, or empty

  Returns {1, version, hop, where each of its turns begins, hops that were called and are to be woken} when done;
  {0, status, hop} when the fence, the version or the state forbids it, or the job has reserved on another day
  meanwhile; {0, status, hop, the facts of a budget} when that has no room.
  Guarantees: a fenced caller that no longer owns the job changes nothing, and one that makes the same move
  twice, because the first answer got lost, makes it once. A job that does not run any more leaves its place to the
  next of its tenant. One that stops waiting for people leaves nothing of what it waited with.
]]
local move = cjson.decode(ARGV[1])
local record = redis.call(
  'HMGET', KEYS[1], 'status', 'hop', 'attempt', 'version', 'created_at', 'deleted_at', 'put_off', 'unlogged',
  'reserved', 'reserved_by', 'queue', 'counted_in', 'tokens', 'served'
)
local status, hop = record[1], record[2]
local refused = { 0, status or 'missing', hop or '0' }

local from
for i, name in ipairs(move.from) do
  if name == status then
    from = KEYS[9 + i]
  end
end
if record[6] then
  return refused
end
if move.fence and move.next_hop and status == move.to and record[11] == move.next_hop then
  -- The attempt has moved the job to its next hop before, which nobody has begun; it has not heard so.
  if tostring(move.fence.hop + 1) == hop and record[3] == '0' then
    return { 1, tonumber(record[4]), tonumber(hop) }
  end
end
if move.fence and (tostring(move.fence.hop) ~= hop or tostring(move.fence.attempt) ~= record[3]) then
  return refused
end
if move.version and tostring(move.version) ~= record[4] then
  return refused
end
if not from then
  -- The attempt that owns the job may have made this move before and not heard so; whether it was this very
  -- one, and not another's to the same state, its delivery tells.
  local made = move.fence and status == move.to
  if made and move.delivery then
    made = redis.call('EXISTS', KEYS[10 + #move.from]) == 1
  end
  return made and { 1, tonumber(record[4]), tonumber(hop) } or refused
end

local gives_back = move.finished and record[10]
if gives_back or move.reserve then
  -- include budgets
  local at = 9 + #move.from + (move.delivery and 5 or 0)
  local counters = { day = KEYS[at + 1], month = KEYS[at + 2] }
  if gives_back and string.match(record[10], '^%S+') ~= move.reserved_on then
    return refused
  end
  if gives_back then
    release(KEYS[1], counters, record[9], record[10])
  else
    local wanted = move.reserve
    local budgets = budgets_for(KEYS[at + 3], counters, wanted.task, wanted.api_key)
    local refusing = reserve_for_job(KEYS[1], budgets, wanted.amount, wanted.day, wanted.ends)
    if refusing then
      return { 0, status, hop, refusing }
    end
  end
end

local version = record[4] + 1
if status == 'awaiting_approval' or status == 'awaiting_review' then
  redis.call('HDEL', KEYS[1], 'error_code', 'error_stage')
  redis.call('DEL', KEYS[2])
  redis.call('ZREM', KEYS[#KEYS - 6], move.id)
  redis.call('ZREM', KEYS[#KEYS - 5], move.id)
end
if move.to == 'awaiting_approval' then
  redis.call('ZADD', KEYS[#KEYS - 6], move.now, move.id)
elseif move.to == 'awaiting_review' then
  redis.call('ZADD', KEYS[#KEYS - 5], move.now, move.id)
end
redis.call('HSET', KEYS[1], 'status', move.to, 'version', version, unpack(move.fields))
if move.audit then
  redis.call('XADD', KEYS[#KEYS - 7], '*', unpack(move.audit))
end
if move.put_off then
  redis.call('HINCRBY', KEYS[1], 'attempts', -1)
  redis.call('HSET', KEYS[1], 'put_off', move.put_off)
elseif record[7] then
  redis.call('HDEL', KEYS[1], 'put_off')
end
if move.fence and status == 'running' and move.to == 'queued' and not (move.unused or move.next_hop) then
  redis.call('HSET', KEYS[1], 'served', hop)
end
if move.next_hop then
  hop = redis.call('HINCRBY', KEYS[1], 'hop', 1)
  redis.call('HSET', KEYS[1], 'attempt', 0)
end
local starts = {}
if move.takes or move.leaves then
  -- include turns
  local turns = KEYS[#KEYS - 4]
  local untried = status == 'queued' and (record[3] == '0' or record[7]) or move.put_off and move.unused
  for _, turn in ipairs(untried and record[14] ~= record[2] and move.leaves or {}) do
    local runs = turn.branch and redis.call('SISMEMBER', KEYS[#KEYS - 2], move.id .. '.' .. turn.branch) == 1
    if not runs then
      give_back_turn(turns, turn.flow, turn.cost)
    end
  end
  for _, turn in ipairs(move.takes or {}) do
    starts[#starts + 1] = take_turn(turns, turn.flow, turn.cost, turn.now)
  end
end
if move.redrive then
  redis.call('HINCRBY', KEYS[1], 'redrives', 1)
  redis.call('HDEL', KEYS[1], 'finished_at', 'error_code', 'error_stage', 'crashes', 'failed_models')
  redis.call('DEL', KEYS[2])
  redis.call('ZREM', KEYS[7], move.id)
  for _, effect in ipairs(redis.call('HKEYS', KEYS[3])) do
    if string.sub(effect, 1, 6) == 'model.' then
      redis.call('HDEL', KEYS[3], effect)
    end
  end
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if field == 'pending' or string.sub(field, 1, 7) == 'branch.' then
      redis.call('HDEL', KEYS[1], field)
    end
  end
end
if move.effect and ARGV[5] ~= '' then
  redis.call('HSET', KEYS[3], move.effect, ARGV[5])
end
if ARGV[2] ~= '' then
  redis.call('SET', KEYS[2], ARGV[2])
end
if from ~= KEYS[9] then
  redis.call('ZREM', from, move.id)
  redis.call('ZADD', KEYS[9], record[5], move.id)
  redis.call('SADD', KEYS[8], move.partition)
end
if move.open then
  redis.call('ZADD', KEYS[6], move.open, move.id)
else
  redis.call('ZREM', KEYS[6], move.id)
end
if move.finished then
  redis.call('ZADD', KEYS[7], move.finished, move.id)
  redis.call('EXPIRE', KEYS[5], 3600)
end
-- A job that is put off again and again for one reason has one entry of it, not thousands.
local again = record[8] and move.put_off == record[7] and (move.waits or not move.next_hop)
if record[8] then
  redis.call('HDEL', KEYS[1], 'unlogged')
end
if not again then
  if record[8] then
    redis.call('RPUSH', KEYS[4], record[8])
  end
  redis.call('RPUSH', KEYS[4], ARGV[4])
end
if move.delivery then
  local at = 9 + #move.from
  redis.call('HSET', KEYS[at + 1], unpack(move.delivery.fields))
  redis.call('SET', KEYS[at + 2], ARGV[3])
  redis.call('SADD', KEYS[at + 3], move.delivery.id)
  redis.call('ZADD', KEYS[at + 4], move.delivery.open, move.delivery.id)
  redis.call('ZADD', KEYS[at + 5], move.now, move.delivery.id)
end
local tenant = #KEYS - 3
local ran = status == 'running' and redis.call('SREM', KEYS[tenant + 1], move.id) == 1
local asks = status == 'queued' and move.finished and redis.call('HEXISTS', KEYS[1], 'pending') == 1
if move.aborts and move.finished and (status == 'running' or asks) then
  redis.call('PUBLISH', move.aborts, move.message)
end
redis.call('PUBLISH', move.channel, move.message .. ' ' .. version .. ' ' .. move.to)

if not ran and not asks and record[7] ~= 'tenant_limit' then
  return { 1, version, tonumber(hop), starts, {} }
end
-- include rate-window
-- include tenant-limits
if asks then
  local held = redis.call('HGETALL', KEYS[1])
  for i = 1, #held, 2 do
    local branch, model = string.match(held[i], '^branch%.(.+)$'), held[i + 1]
    if branch and model ~= '' then
      local waiter = waiting_hop('model.' .. model, move.id, record[2] .. '.' .. branch, record[13] or 0)
      redis.call('ZREM', KEYS[tenant + 2], waiter)
      ran = redis.call('SREM', KEYS[tenant + 1], move.id .. '.' .. branch) == 1 or ran
    end
  end
end
redis.call('ZREM', KEYS[tenant + 2], waiting_hop(record[11], move.id, record[2], record[13] or 0))
if move.unused and tonumber(record[12] or 0) > 0 then
  correct(KEYS[tenant + 3], 'calls', record[12], -1)
  correct(KEYS[tenant + 3], 'tokens', record[12], 0 - (record[13] or 0))
end
local text = ran and redis.call('HGET', KEYS[tenant], 'limits')
if not text then
  return { 1, version, tonumber(hop), starts, {} }
end
local limits = open_limits(text, KEYS[tenant], KEYS[tenant + 1], KEYS[tenant + 2], KEYS[tenant + 3], move.now)
return { 1, version, tonumber(hop), starts, call_waiting(limits, 10) }
