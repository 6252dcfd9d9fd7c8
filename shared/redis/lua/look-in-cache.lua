--[[
  Looks for the answer to a request that equals an earlier one; where there is none, one job at a time finds it.

  KEYS[1] job record   KEYS[2] cached answer   KEYS[3] the attempt that is finding it, or `failed`
  KEYS[4] hops that wait for it
  ARGV[1] job id       ARGV[2] cache key       ARGV[3] how long it may take to find it (ms)
  ARGV[4] the attempt: job id, hop and attempt ARGV[5] its hop, as it is to be woken

  Returns the sealed answer; 1 the job is to find it; 2 it was looked for in vain just now: everyone asks for
  himself; 0 another job is at it, and the hop waits among those that are woken; -1 the job is gone.
  Guarantees: whoever has an answer from here, or is to put one here, says so in its record, so that erasing the
  job finds it. A job that comes back takes its own place over.
]]
if redis.call('EXISTS', KEYS[1]) == 0 then
  return -1
end
local answer = redis.call('GET', KEYS[2])
if not answer then
  local finder = redis.call('GET', KEYS[3])
  if finder == 'failed' then
    redis.call('HSET', KEYS[1], 'cache_key', ARGV[2])
    return 2
  end
  if finder and string.match(finder, '^%S+') ~= ARGV[1] then
    redis.call('SADD', KEYS[4], ARGV[5])
    redis.call('PEXPIRE', KEYS[4], ARGV[3])
    return 0
  end
  redis.call('SET', KEYS[3], ARGV[4], 'PX', ARGV[3])
end
redis.call('HSET', KEYS[1], 'cache_key', ARGV[2])
return answer or 1
