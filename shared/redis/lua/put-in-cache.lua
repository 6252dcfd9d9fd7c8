--[[
  Keeps an answer for later requests that equal its own, or says that it was looked for in vain.

  KEYS[1] job record   KEYS[2] cached answer       KEYS[3] the attempt that is finding it, or `failed`
  KEYS[4] hops that wait for it
  ARGV[1] the attempt  ARGV[2] sealed answer, or empty: in vain
  ARGV[3] how long it is kept, or how long equal requests need not wait for each other (ms)

  Returns the hops that waited.
  Guarantees: nothing of a job that has ended, been erased or lost its turn is kept. Where nobody has the turn
  because one has failed, the first answer counts.
]]
local finder = redis.call('GET', KEYS[3])
if finder ~= ARGV[1] and not (finder == 'failed' and ARGV[2] ~= '') then
  return {}
end
if ARGV[2] == '' then
  redis.call('SET', KEYS[3], 'failed', 'PX', ARGV[3])
else
  redis.call('DEL', KEYS[3])
  if redis.call('HGET', KEYS[1], 'status') == 'running' then
    redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
  end
end
local waiting = redis.call('SMEMBERS', KEYS[4])
redis.call('DEL', KEYS[4])
return waiting
