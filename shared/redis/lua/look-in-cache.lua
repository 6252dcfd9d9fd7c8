--[[
  Looks for the answer to a request that equals an earlier one; where there is none, one job at a time finds it.

  KEYS[1] job record   KEYS[2] cached answer   KEYS[3] the job that is finding it
  ARGV[1] job id       ARGV[2] cache key       ARGV[3] how long it may take to find it (ms)

  Returns the sealed answer; 1 the job is to find it; 0 another job is at it; -1 the job is gone.
  Guarantees: whoever has an answer from here, or is to put one here, says so in its record, so that erasing the
  job finds it. A job that comes back finds itself still at it.
]]
if redis.call('EXISTS', KEYS[1]) == 0 then
  return -1
end
local answer = redis.call('GET', KEYS[2])
if not answer then
  local finder = redis.call('GET', KEYS[3])
  if finder and finder ~= ARGV[1] then
    return 0
  end
  redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[3])
end
redis.call('HSET', KEYS[1], 'cache_key', ARGV[2])
return answer or 1
