--[[
  Starts one attempt of a hop: fences all older attempts, marks the job running and returns what it needs.

  KEYS[1] job record   KEYS[2] sealed input        KEYS[3] journal
  KEYS[4] log          KEYS[5] partition queued    KEYS[6] partition running   KEYS[7] set of partitions
  ARGV[1] job id       ARGV[2] hop                 ARGV[3] attempt of the hop  ARGV[4] now (ms)
  ARGV[5] partition name (running)                 ARGV[6] log entry           ARGV[7] channel
  ARGV[8] message up to the version

  Returns {verdict, record, input, journal}; verdict is one of
    ok          the attempt owns the job
    superseded  another hop or a newer attempt owns it, or it waits for a person
    final       the job has ended
    missing     no such job
  Guarantees: after `ok`, no write fenced by an earlier attempt succeeds. An attempt that finds the job
  still running took it over from one that died; the record counts that as a crash. An attempt that begins
  twice, because the first answer got lost, begins once. The log entry of a job that was put off before waits
  in `unlogged` until the attempt comes to anything else than being put off for the same reason again.
]]
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
  'status', 'hop', 'attempt', 'created_at', 'started_at', 'attempts', 'version', 'crashes', 'retry_at', 'put_off'
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
if record[2] ~= ARGV[2] or latest > attempt or (latest == attempt and status == 'queued') then
  return { 'superseded', redis.call('HGETALL', KEYS[1]) }
end
if latest == attempt then
  return owned()
end
local crashes = (record[8] or 0) + (status == 'running' and 1 or 0)
redis.call(
  'HSET', KEYS[1],
  'status', 'running', 'attempt', ARGV[3], 'started_at', record[5] or ARGV[4],
  'attempts', (record[6] or 0) + 1, 'version', version, 'crashes', crashes
)
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
