--[[
  Moves a delivery to a new hop.

  KEYS[1] delivery record   KEYS[2] open deliveries
  ARGV[1] delivery id       ARGV[2] hop the caller saw     ARGV[3] now (ms)   ARGV[4] next check (ms)
  ARGV[5] why: `redrive` (from any state: the schedule starts anew) or `repair` (of a pending delivery whose
          hop is lost: the schedule goes on)

  Returns the new hop; 0 the delivery has moved on meanwhile (the caller reads again); -1 no such delivery.
]]
local delivery = redis.call('HMGET', KEYS[1], 'status', 'hop', 'attempts')
if not delivery[1] then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return -1
end
if delivery[2] ~= ARGV[2] or (ARGV[5] == 'repair' and delivery[1] ~= 'pending') then
  return 0
end
redis.call('HSET', KEYS[1], 'status', 'pending', 'attempt', 0)
if ARGV[5] == 'redrive' then
  redis.call('HSET', KEYS[1], 'redriven_at', ARGV[3], 'schedule_from', delivery[3] or 0)
  redis.call('HDEL', KEYS[1], 'next_attempt_at')
  redis.call('HINCRBY', KEYS[1], 'redrives', 1)
end
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
return redis.call('HINCRBY', KEYS[1], 'hop', 1)
