--[[
  Starts one attempt of a hop: fences all older attempts, marks the job running and returns what it needs. Where the
  tenant's limits leave no room for it, the hop is put off instead and stands among those that wait for their tenant.

  KEYS[1] job record   KEYS[2] sealed input        KEYS[3] journal
  KEYS[4] log          KEYS[5] partition queued    KEYS[6] partition running   KEYS[7] set of partitions
  KEYS[8] tenant       KEYS[9] its running jobs    KEYS[10] hops that wait for it   KEYS[11] its last minute
  ARGV[1] job id       ARGV[2] hop                 ARGV[3] attempt of the hop  ARGV[4] now (ms)
  ARGV[5] partition name (running)                 ARGV[6] log entry           ARGV[7] channel
  ARGV[8] message up to the version

  Returns {verdict, record, input, journal}; verdict is one of
    ok          the attempt owns the job
    superseded  another hop or a newer attempt owns it, or it waits for a person
    final       the job has ended
    missing     no such job
  or {'limited', until when the hop is put off (ms), hops that were called and are to be woken, the hop as it
  waits, its place there}.
  Guarantees: after `ok`, no write fenced by an earlier attempt succeeds. An attempt that finds the job
  still running took it over from one that died; the record counts that as a crash. An attempt that begins
  twice, because the first answer got lost, begins once. The log entry of a job that was put off before waits
  in `unlogged` until the attempt comes to anything else than being put off for the same reason again.
  No more jobs of a tenant run, and no more calls or tokens of a minute are begun, than its limits say; a tenant
  without limits costs one look at its hash.
]]
local LIMITED = 'tenant_limit'

local function owned()
  return {
    'ok',
    redis.call('HGETALL', KEYS[1]),
    redis.call('GET', KEYS[2]),
    redis.call('HGETALL', KEYS[3]),
  }
end

local record = redis.call(
  'HMGET', KEYS[1],
  'status', 'hop', 'attempt', 'created_at', 'started_at', 'attempts', 'version', 'crashes', 'retry_at', 'put_off',
  'counted_in'
)
local status, version = record[1], (record[7] or 0) + 1
if not status then
  return { 'missing' }
end
if status ~= 'queued' and status ~= 'running' then
  local waits = status == 'awaiting_approval' or status == 'awaiting_review'
  return { waits and 'superseded' or 'final', redis.call('HGETALL', KEYS[1]) }
end
local latest, attempt = tonumber(record[3]), tonumber(ARGV[3])
local resent = latest == attempt and status == 'queued'
if record[2] ~= ARGV[2] or latest > attempt or (resent and record[10] ~= LIMITED) then
  return { 'superseded', redis.call('HGETALL', KEYS[1]) }
end
if latest == attempt and not resent then
  return owned()
end
local crashes = (record[8] or 0) + (status == 'running' and 1 or 0)

local text, counted_in = redis.call('HGET', KEYS[8], 'limits'), nil
if text then
  -- include rate-window
  -- include tenant-limits
  local limits = open_limits(text, KEYS[8], KEYS[9], KEYS[10], KEYS[11], tonumber(ARGV[4]))
  local facts = redis.call('HMGET', KEYS[1], 'queue', 'tokens', 'priority', 'unlogged')
  local waiter = waiting_hop(facts[1], ARGV[1], ARGV[2], facts[2] or 0)
  local place = CLASSES[facts[3]] + record[4]
  local at = time_to_begin(limits, ARGV[1], waiter, place)
  if at > limits.now then
    redis.call('HSET', KEYS[1], 'status', 'queued', 'attempt', ARGV[3], 'retry_at', at, 'crashes', crashes)
    if status == 'running' then
      redis.call('SREM', KEYS[9], ARGV[1])
      redis.call('ZREM', KEYS[6], ARGV[1])
      redis.call('ZADD', KEYS[5], record[4], ARGV[1])
    end
    if record[10] ~= LIMITED or not (status == 'queued' or facts[4]) then
      local entry = cjson.decode(ARGV[6])
      entry.status, entry.code = 'queued', LIMITED
      if facts[4] then
        redis.call('RPUSH', KEYS[4], facts[4])
      end
      redis.call('RPUSH', KEYS[4], cjson.encode(entry))
      redis.call('HSET', KEYS[1], 'put_off', LIMITED, 'version', version)
      redis.call('PUBLISH', ARGV[7], ARGV[8] .. ' ' .. version .. ' queued')
    end
    redis.call('HDEL', KEYS[1], 'unlogged')
    return put_off(limits, waiter, place, at)
  end
  counted_in = begin_work(limits, ARGV[1], waiter)
elseif record[11] then
  redis.call('HDEL', KEYS[1], 'counted_in')
end

redis.call(
  'HSET', KEYS[1],
  'status', 'running', 'attempt', ARGV[3], 'started_at', record[5] or ARGV[4],
  'attempts', (record[6] or 0) + 1, 'version', version, 'crashes', crashes
)
if counted_in then
  redis.call('HSET', KEYS[1], 'counted_in', counted_in)
end
if record[9] then
  redis.call('HDEL', KEYS[1], 'retry_at')
end
if status == 'queued' then
  redis.call('ZREM', KEYS[5], ARGV[1])
  redis.call('ZADD', KEYS[6], record[4], ARGV[1])
  redis.call('SADD', KEYS[7], ARGV[5])
  if record[10] then
    redis.call('HSET', KEYS[1], 'unlogged', ARGV[6])
  else
    redis.call('RPUSH', KEYS[4], ARGV[6])
  end
end
redis.call('PUBLISH', ARGV[7], ARGV[8] .. ' ' .. version .. ' running')
return owned()
