--[[
  Changes an endpoint that exists.

  KEYS[1] endpoint   KEYS[2] endpoint log
  ARGV[1] JSON: set[] (names and values), unset[] (names), log[] (entries, oldest first),
          optional expect {field, value}: change nothing unless the field has this value

  Returns 1 changed; 0 no such endpoint; -1 it has changed meanwhile (the caller reads again).
]]
local change = cjson.decode(ARGV[1])
if redis.call('HEXISTS', KEYS[1], 'status') == 0 then
  return 0
end
if change.expect and redis.call('HGET', KEYS[1], change.expect.field) ~= change.expect.value then
  return -1
end
if #change.set > 0 then
  redis.call('HSET', KEYS[1], unpack(change.set))
end
if #change.unset > 0 then
  redis.call('HDEL', KEYS[1], unpack(change.unset))
end
if #change.log > 0 then
  redis.call('LPUSH', KEYS[2], unpack(change.log))
  redis.call('LTRIM', KEYS[2], 0, 99)
end
return 1
