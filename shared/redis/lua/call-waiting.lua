--[[
  Calls hops that wait for their tenant, as far as its limits have room: after these have changed, or where somebody
  who should have called them has died.

  KEYS[1] tenant   KEYS[2] its running jobs   KEYS[3] hops that wait for it   KEYS[4] its last minute
  ARGV[1] now (ms)   ARGV[2] at most so many   ARGV[3] how long a call may go unheard (ms)

  Returns the hops to wake.
  Guarantees: a hop that has not heard its call is called once more, and then left to look by itself.
]]
if redis.call('EXISTS', KEYS[3]) == 0 then
  return {}
end
-- include rate-window
-- include tenant-limits
local now, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local text = redis.call('HGET', KEYS[1], 'limits')
if not text then
  local all = redis.call('ZRANGE', KEYS[3], 0, most - 1)
  redis.call('ZREM', KEYS[3], unpack(all))
  return all
end
local called = redis.call('ZRANGEBYSCORE', KEYS[3], CALLED, CALLED + now - ARGV[3], 'LIMIT', 0, most)
for _, waiter in ipairs(called) do
  redis.call('ZREM', KEYS[3], waiter)
end
local limits = open_limits(text, KEYS[1], KEYS[2], KEYS[3], KEYS[4], now)
for _, waiter in ipairs(call_waiting(limits, most)) do
  called[#called + 1] = waiter
end
return called
