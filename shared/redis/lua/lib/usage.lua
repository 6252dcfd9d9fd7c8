--[[
  Sums of usage, for scripts that settle a call. One hash for each day: what the calls have in common
  (`<task> <model> <api key>`, or digests of a metadata pair) -> eight numbers.
]]
local function sum_usage(key, field, call, forgotten_at, most_fields)
  local held = redis.call('HGET', key, field)
  if not held and most_fields and redis.call('HLEN', key) >= most_fields then
    return false
  end
  local sums = {}
  for number in string.gmatch(held or '0 0 0 0 0 0 0 0', '%d+') do
    sums[#sums + 1] = string.format('%.0f', number + call[#sums + 1])
  end
  redis.call('HSET', key, field, table.concat(sums, ' '))
  if not held then
    redis.call('EXPIREAT', key, forgotten_at)
  end
  return true
end
