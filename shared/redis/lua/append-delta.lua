--[[
  Appends a piece of streamed output (or the mark that it starts again) and tells those who listen.

  KEYS[1] job record   KEYS[2] deltas        KEYS[3] log
  ARGV[1] hop          ARGV[2] attempt       ARGV[3] sealed delta
  ARGV[4] time to live (s)   ARGV[5] channel   ARGV[6] message
  ARGV[7] `reset` for the mark, which an empty list does not need

  Returns 1, or 0 when the attempt no longer owns the job: nothing is written then.
  Each entry starts with the number of timeline entries before it and a space, so that readers can put
  both in order. A delta is sealed under a nonce of its own, so one that is there already was sent again because
  the first answer got lost: it is not written twice.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'hop', 'attempt', 'unlogged')
if record[1] ~= 'running' or record[2] ~= ARGV[1] or record[3] ~= ARGV[2] then
  return 0
end
if ARGV[7] == 'reset' and redis.call('EXISTS', KEYS[2]) == 0 then
  return 1
end
local last = redis.call('LINDEX', KEYS[2], -1)
if last and string.sub(last, -#ARGV[3]) == ARGV[3] then
  return 1
end
if record[4] then
  redis.call('RPUSH', KEYS[3], record[4])
  redis.call('HDEL', KEYS[1], 'unlogged')
end
redis.call('RPUSH', KEYS[2], redis.call('LLEN', KEYS[3]) .. ' ' .. ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
