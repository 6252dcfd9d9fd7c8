--[[
  Records one attempt of a delivery and what it means for its endpoint.

  KEYS[1] delivery record   KEYS[2] open deliveries   KEYS[3] endpoint   KEYS[4] endpoint log
  ARGV[1] delivery id       ARGV[2] now (ms)          ARGV[3] outcome: delivered, retry, failed, gone
  ARGV[4] next check (ms), for retry                  ARGV[5] reason for the endpoint log, or empty
  ARGV[6..] fields and values of the delivery

  Returns 1 recorded; 0 the delivery is not pending any more; 2 recorded, and the endpoint is now disabled.
  An endpoint is disabled by `gone`, and by `failed` when nothing was delivered to it since the failed
  delivery was created: a whole schedule without one success.
]]
local delivery = redis.call('HMGET', KEYS[1], 'status', 'created_at')
if delivery[1] ~= 'pending' then
  return 0
end
redis.call('HSET', KEYS[1], unpack(ARGV, 6))
redis.call('HINCRBY', KEYS[1], 'attempts', 1)
if ARGV[3] == 'retry' then
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
else
  redis.call('HSET', KEYS[1], 'status', ARGV[3] == 'delivered' and 'delivered' or 'failed')
  redis.call('ZREM', KEYS[2], ARGV[1])
end
local endpoint = redis.call('HMGET', KEYS[3], 'status', 'last_success_at')
if not endpoint[1] then
  return 1
end
if ARGV[3] == 'delivered' then
  redis.call('HSET', KEYS[3], 'last_success_at', ARGV[2], 'consecutive_failures', 0)
  return 1
end
redis.call('HINCRBY', KEYS[3], 'consecutive_failures', 1)
local silent = tonumber(endpoint[2] or '0') < tonumber(delivery[2])
if endpoint[1] == 'enabled' and (ARGV[3] == 'gone' or (ARGV[3] == 'failed' and silent)) then
  redis.call('HSET', KEYS[3], 'status', 'disabled', 'disabled_at', ARGV[2], 'disabled_reason', ARGV[5])
  redis.call('LPUSH', KEYS[4], cjson.encode({ at = tonumber(ARGV[2]), type = 'endpoint.disabled', reason = ARGV[5] }))
  redis.call('LTRIM', KEYS[4], 0, 99)
  return 2
end
return 1
