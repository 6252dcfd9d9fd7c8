--[[
  Adds feedback to a job, so that none outlives the content it is about.

  KEYS[1] job record   KEYS[2] feedback of the job
  ARGV[1] sealed feedback   ARGV[2] the most there may be

  Returns 1 added; 0 no such job, or it was deleted; -1 there is as much as there may be.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'deleted_at')
if not record[1] or record[2] then
  return 0
end
if redis.call('LLEN', KEYS[2]) >= tonumber(ARGV[2]) then
  return -1
end
redis.call('RPUSH', KEYS[2], ARGV[1])
return 1
