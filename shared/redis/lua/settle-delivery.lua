--[[
  Records how one attempt of a delivery ended and what it means for its endpoint.

  KEYS[1] delivery record   KEYS[2] open deliveries   KEYS[3] endpoint   KEYS[4] endpoint log
  ARGV[1] delivery id       ARGV[2] hop               ARGV[3] attempt of the hop, 0 before
          any of its hop's                             ARGV[4] now (ms)
  ARGV[5] outcome: delivered; retry; failed (its schedule is spent); gone (the receiver wants no more);
          dropped (failed without being sent)
  ARGV[6] next check (ms), for retry                  ARGV[7] reason for the endpoint log, or empty
  ARGV[8] entry for the history of attempts           ARGV[9..] fields and values of the delivery

  Returns 1 recorded; 2 recorded, and the endpoint is now disabled; 0 the delivery is not the attempt's to
  settle any more.
  An endpoint is disabled by `gone`, and by `failed` when nothing was delivered to it since the failed
  delivery's schedule began: a whole schedule without one success. A disabled, unknown or unnamed endpoint
  stays as it is. The history keeps the last 20 attempts. An attempt that
  settles alike twice, because the first answer got lost, settles once.
]]
local delivery = redis.call(
  'HMGET', KEYS[1],
  'status', 'hop', 'attempt', 'created_at', 'redriven_at', 'history', 'attempts', 'settled'
)
local settled = ARGV[2] .. '.' .. ARGV[3] .. '.' .. ARGV[5]
if delivery[8] == settled then
  return 1
end
if delivery[1] ~= 'pending' or delivery[2] ~= ARGV[2] or (delivery[3] or '0') ~= ARGV[3] then
  return 0
end
local outcome = ARGV[5]
local status = outcome == 'delivered' and 'delivered' or outcome == 'retry' and 'pending' or 'failed'
local attempts, history = tonumber(delivery[7] or '0'), delivery[6] or ''
if outcome ~= 'dropped' then
  attempts = attempts + 1
  history = history == '' and ARGV[8] or history .. ' ' .. ARGV[8]
  local _, entries = string.gsub(history, '%S+', '')
  if entries > 20 then
    history = string.gsub(history, '^%S+ ', '')
  end
end
redis.call(
  'HSET', KEYS[1], 'status', status, 'attempts', attempts, 'history', history, 'settled', settled,
  unpack(ARGV, 9)
)
if outcome == 'retry' then
  redis.call('ZADD', KEYS[2], ARGV[6], ARGV[1])
else
  redis.call('HDEL', KEYS[1], 'next_attempt_at')
  redis.call('ZREM', KEYS[2], ARGV[1])
end
if outcome == 'dropped' then
  return 1
end

local endpoint = redis.call('HMGET', KEYS[3], 'status', 'last_success_at', 'enabled_at')
if not endpoint[1] then
  return 1
end
if outcome == 'delivered' then
  redis.call('HSET', KEYS[3], 'last_success_at', ARGV[4], 'consecutive_failures', 0)
  return 1
end
redis.call('HINCRBY', KEYS[3], 'consecutive_failures', 1)
local began = tonumber(delivery[5] or delivery[4])
local silent = tonumber(endpoint[2] or '0') < began and tonumber(endpoint[3] or '0') < began
if endpoint[1] == 'enabled' and (outcome == 'gone' or (outcome == 'failed' and silent)) then
  redis.call('HSET', KEYS[3], 'status', 'disabled', 'disabled_at', ARGV[4], 'disabled_reason', ARGV[7])
  redis.call(
    'LPUSH',
    KEYS[4],
    cjson.encode({ at = tonumber(ARGV[4]), type = 'endpoint.disabled', reason = ARGV[7], delivery = ARGV[1] })
  )
  redis.call('LTRIM', KEYS[4], 0, 99)
  return 2
end
return 1
