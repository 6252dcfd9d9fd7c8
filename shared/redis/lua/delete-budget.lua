--[[
  Deletes a budget and what it has counted.

  KEYS[1] budgets   KEYS[2] names of budgets   KEYS[3] counters of today   KEYS[4] counters of this month
  ARGV[1] name

  Returns 1 deleted; 0 there is none of that name.
]]
-- include budgets
local place = redis.call('HGET', KEYS[2], ARGV[1])
if not place then
  return 0
end
forget_budget(KEYS[1], { day = KEYS[3], month = KEYS[4] }, place, redis.call('HGET', KEYS[1], place))
redis.call('HDEL', KEYS[2], ARGV[1])
return 1
