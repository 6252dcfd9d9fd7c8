--[[
  Appends a piece of streamed output (or the mark that it starts again) and tells those who listen.

  KEYS[1] job record   KEYS[2] deltas
  ARGV[1] hop          ARGV[2] attempt          ARGV[3] entry
  ARGV[4] time to live (s)   ARGV[5] channel    ARGV[6] message

  Returns 1, or 0 when the attempt no longer owns the job: nothing is written then.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'hop', 'attempt')
if record[1] ~= 'running' or record[2] ~= ARGV[1] or record[3] ~= ARGV[2] then
  return 0
end
redis.call('RPUSH', KEYS[2], ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
