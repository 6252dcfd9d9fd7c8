--[[
  Erases what a final job holds, leaving a tombstone; or removes it wholly when its retention has ended.

  KEYS[1] job record   KEYS[2] open jobs   KEYS[3] finished jobs   KEYS[4] partition of its status
  KEYS[5] log
  KEYS[6..5+n] keys to delete: input, result, journal, deltas, feedback, bodies and records of deliveries
  KEYS[6+n..] sorted sets that list the job
  ARGV[1] job id   ARGV[2] now (ms)   ARGV[3] status the caller saw   ARGV[4] n
  ARGV[5] `tombstone` or `purge`        ARGV[6] channel   ARGV[7] message up to the version

  Returns 1 done; 0 the status has changed meanwhile (the caller reads again); -1 no such job.
]]
local status = redis.call('HGET', KEYS[1], 'status')
if not status then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
  return -1
end
if status ~= ARGV[3] then
  return 0
end
for i = 6, #KEYS do
  if i <= 5 + tonumber(ARGV[4]) then
    redis.call('DEL', KEYS[i])
  else
    redis.call('ZREM', KEYS[i], ARGV[1])
  end
end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
if ARGV[5] == 'purge' then
  redis.call('DEL', KEYS[1], KEYS[5])
  redis.call('ZREM', KEYS[3], ARGV[1])
else
  redis.call('HSETNX', KEYS[1], 'deleted_at', ARGV[2])
  local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
  redis.call('PUBLISH', ARGV[6], ARGV[7] .. ' ' .. version .. ' deleted')
end
return 1
