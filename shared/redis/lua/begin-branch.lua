--[[
  Loads a job for one of its side calls, if its tenant's limits have room for the call; else the hop waits for its tenant
  as `begin-attempt` lets it. Nothing is fenced: whoever makes the call, its first answer counts, and it ends once.

  KEYS[1] job record   KEYS[2] sealed input   KEYS[3] journal
  KEYS[4] tenant       KEYS[5] its running jobs, and side calls   KEYS[6] hops that wait for it   KEYS[7] its last minute
  ARGV[1] job id       ARGV[2] hop that the branches lead to      ARGV[3] name of the branch       ARGV[4] its field
  ARGV[5] queue        ARGV[6] now (ms)

  Returns what `begin-attempt` does; `ok` has, last, the second in which the call is counted, 0 where none is.
  `superseded`: the job does not wait for this side call.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'hop', ARGV[4], 'tokens', 'priority', 'created_at')
local status, name = record[1], ARGV[1] .. '.' .. ARGV[3]
if not status then
  return { 'missing' }
end
if status ~= 'queued' or record[2] ~= ARGV[2] or (record[3] or '') == '' then
  -- include tenant-limits
  redis.call('SREM', KEYS[5], name)
  redis.call('ZREM', KEYS[6], waiting_hop(ARGV[5], ARGV[1], ARGV[2] .. '.' .. ARGV[3], record[4] or 0))
  local goes_on = status == 'queued' or status == 'running' or string.sub(status, 1, 9) == 'awaiting_'
  return { goes_on and 'superseded' or 'final', redis.call('HGETALL', KEYS[1]) }
end

local text, counted_in = redis.call('HGET', KEYS[4], 'limits'), 0
if text then
  -- include rate-window
  -- include tenant-limits
  local limits = open_limits(text, KEYS[4], KEYS[5], KEYS[6], KEYS[7], tonumber(ARGV[6]))
  local waiter = waiting_hop(ARGV[5], ARGV[1], ARGV[2] .. '.' .. ARGV[3], record[4] or 0)
  local place = CLASSES[record[5]] + record[6]
  local at = time_to_begin(limits, name, waiter, place)
  if at > limits.now then
    redis.call('SREM', KEYS[5], name)
    return put_off(limits, waiter, place, at)
  end
  counted_in = begin_work(limits, name, waiter)
else
  -- Should limits be set while it runs, it counts.
  redis.call('SADD', KEYS[5], name)
end
return {
  'ok',
  redis.call('HGETALL', KEYS[1]),
  redis.call('GET', KEYS[2]),
  redis.call('HGETALL', KEYS[3]),
  tostring(counted_in),
}
