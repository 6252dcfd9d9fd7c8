--[[
  Lets a queue rest: until then no worker takes a hop of it.

  KEYS[1] BullMQ's count of the hops that were taken in the queue's present minute
  ARGV[1] for how long (ms)   ARGV[2] a count that is above every limit

  Guarantees: a rest is never cut short. A worker sleeps through it, and a hop that it took meanwhile would lie there
  with a lock that nobody renews.
]]
if tonumber(redis.call('GET', KEYS[1]) or 0) >= tonumber(ARGV[2]) and redis.call('PTTL', KEYS[1]) >= tonumber(ARGV[1]) then
  return
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1])
