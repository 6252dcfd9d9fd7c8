--[[
  Removes a delivery of one of the tenant's own events whose retention has ended.

  KEYS[1] delivery record   KEYS[2] sealed message   KEYS[3] deliveries of the endpoint
  KEYS[4] deliveries of the tenant's own events
  ARGV[1] delivery id       ARGV[2] when to try again what is still to be delivered (ms)

  Returns 1 removed, or gone before; 0 it is pending: it is kept until it has come to its end.
]]
if redis.call('HGET', KEYS[1], 'status') == 'pending' then
  redis.call('ZADD', KEYS[4], 'XX', ARGV[2], ARGV[1])
  return 0
end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
return 1
