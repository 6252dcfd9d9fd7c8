--[[
  Starts one attempt of a delivery: fences all older attempts and returns what it needs.

  KEYS[1] delivery record   KEYS[2] sealed message
  ARGV[1] hop               ARGV[2] attempt of the hop (BullMQ's count of starts)

  Returns {verdict, record, message}; verdict is one of
    ok          the attempt owns the delivery
    superseded  another hop or a newer attempt owns it
    settled     it is delivered or failed
    missing     no such delivery: its job was deleted, or its time is over
  Guarantees: after `ok`, no earlier attempt can settle the delivery. An attempt that begins twice, because the
  first answer got lost, may go on.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'hop', 'attempt')
if not record[1] then
  return { 'missing' }
end
if record[1] ~= 'pending' then
  return { 'settled', redis.call('HGETALL', KEYS[1]) }
end
if record[2] ~= ARGV[1] or tonumber(record[3] or '0') > tonumber(ARGV[2]) then
  return { 'superseded', redis.call('HGETALL', KEYS[1]) }
end
redis.call('HSET', KEYS[1], 'attempt', ARGV[2])
return { 'ok', redis.call('HGETALL', KEYS[1]), redis.call('GET', KEYS[2]) }
