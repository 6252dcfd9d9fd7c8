--[[
  Gives hops of a queue new priorities, wherever they are.

  KEYS[1] prioritized hops   KEYS[2] lock of the walk
  ARGV[1] prefix of the hops' keys   ARGV[2] how long the lock holds from now on (ms)
  ARGV[3..] pairs: id of a hop, priority

  Returns how many priorities changed.
  Guarantees: hops that are gone stay gone. Of hops with the same priority, whichever was added first is first, as
  before: a score is BullMQ's, the priority times 2^32 and the number with which it was added.
]]
local NUMBERS = 4294967296
redis.call('PEXPIRE', KEYS[2], ARGV[2])
local changed = 0
for i = 3, #ARGV, 2 do
  local id, priority = ARGV[i], ARGV[i + 1]
  local held = redis.call('HGET', ARGV[1] .. id, 'priority')
  if held and held ~= priority then
    redis.call('HSET', ARGV[1] .. id, 'priority', priority)
    local score = redis.call('ZSCORE', KEYS[1], id)
    if score then
      redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', priority * NUMBERS + score % NUMBERS), id)
    end
    changed = changed + 1
  end
end
return changed
