--[[
  Keeps one more approval of a job that needs further ones.

  KEYS[1] job record   KEYS[2] sealed part with what it waits with   KEYS[3] log
  ARGV[1] version the caller saw   ARGV[2] that part with the vote, sealed   ARGV[3] log entry
  ARGV[4] channel                  ARGV[5] message up to the version

  Returns 1; or 0 when the job has changed since, or waits no more: nothing is written then.
  Guarantees: of two who vote at once both count, as the second one reads again.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'version')
if record[1] ~= 'awaiting_approval' or record[2] ~= ARGV[1] then
  return 0
end
local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('SET', KEYS[2], ARGV[2])
redis.call('RPUSH', KEYS[3], ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5] .. ' ' .. version .. ' awaiting_approval')
return 1
