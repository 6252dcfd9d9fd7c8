--[[
  Sets the limits of a tenant's work, or lifts them. Of changes at the same time none is lost.

  KEYS[1] tenant       KEYS[2] its running jobs       KEYS[3] set of partitions
  KEYS[4..] partitions of running jobs
  ARGV[1] `<jobs at once> <calls a minute> <tokens a minute>`: `-` lifts a limit, `=` leaves it as it is
  ARGV[2] how many partitions the caller has seen

  Returns 1; 0 when there are other partitions by now (the caller looks again); -1 when there is no such tenant.
  Guarantees: jobs and side calls that run already count from now on; of changes at the same time none is lost.
]]
if redis.call('HEXISTS', KEYS[1], 'secret') == 0 then
  return -1
end
if redis.call('SCARD', KEYS[3]) ~= tonumber(ARGV[2]) then
  return 0
end
local before = string.gmatch(redis.call('HGET', KEYS[1], 'limits') or '- - -', '%S+')
local limits = string.gsub(ARGV[1], '%S+', function(limit)
  local was = before()
  return limit == '=' and was or limit
end)
if limits == '- - -' then
  redis.call('HDEL', KEYS[1], 'limits')
  return 1
end
redis.call('HSET', KEYS[1], 'limits', limits)
for i = 4, #KEYS do
  for _, job in ipairs(redis.call('ZRANGE', KEYS[i], 0, -1)) do
    redis.call('SADD', KEYS[2], job)
  end
end
return 1
