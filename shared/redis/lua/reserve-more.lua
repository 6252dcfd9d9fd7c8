--[[
  Makes sure that what is left of a job's reservation covers its next call.

  KEYS[1] job record   KEYS[2] budgets   KEYS[3] counters of the day it reserved on   KEYS[4] … of its month
  ARGV[1] most that the call can cost (micro-USD)   ARGV[2] the day   ARGV[3] JSON: ends {day, month} (s)

  Returns 1 it is covered, or the job has reserved nothing; 0 the job has reserved on another day meanwhile; or
  the facts of the budget that has no room.
]]
-- include budgets
local record = redis.call('HMGET', KEYS[1], 'reserved', 'reserved_by', 'task', 'api_key')
if not record[2] then
  return 1
end
if string.match(record[2], '^%S+') ~= ARGV[2] then
  return 0
end
local missing = ARGV[1] - record[1]
if missing <= 0 then
  return 1
end
local reserving = {}
for _, budget in ipairs(budgets_for(KEYS[2], { day = KEYS[3], month = KEYS[4] }, record[3], record[4])) do
  if string.find(record[2] .. ' ', ' ' .. budget.mark .. ' ', 1, true) then
    reserving[#reserving + 1] = budget
  end
end
local refusing = without_room(reserving, missing)
if refusing then
  return refusing
end
reserve(reserving, missing, cjson.decode(ARGV[3]))
redis.call('HINCRBY', KEYS[1], 'reserved', whole(missing))
return 1
