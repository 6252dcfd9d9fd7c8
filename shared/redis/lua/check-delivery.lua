--[[
  Says when the reconciler looks at a delivery again; one that is not pending is watched no longer.

  KEYS[1] delivery record   KEYS[2] open deliveries
  ARGV[1] delivery id       ARGV[2] next check (ms)

  Returns 1 watched; 0 not pending, or gone.
]]
if redis.call('HGET', KEYS[1], 'status') ~= 'pending' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return 0
end
redis.call('ZADD', KEYS[2], 'XX', ARGV[2], ARGV[1])
return 1
