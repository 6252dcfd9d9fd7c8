--[[
  Keeps an answer for later requests that equal its own, or gives up finding one.

  KEYS[1] job record   KEYS[2] cached answer       KEYS[3] the job that is finding it
  ARGV[1] job id       ARGV[2] sealed answer, or empty: give up   ARGV[3] how long it is kept (ms)

  Returns 1 when the job was the one to find it, else 0.
  Guarantees: nothing of a job that has ended, been erased or lost its turn is kept.
]]
if redis.call('GET', KEYS[3]) ~= ARGV[1] then
  return 0
end
redis.call('DEL', KEYS[3])
if ARGV[2] ~= '' and redis.call('HGET', KEYS[1], 'status') == 'running' then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
end
return 1
