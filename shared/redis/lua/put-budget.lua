--[[
  Creates a budget, or changes the one of its name.

  KEYS[1] budgets     KEYS[2] names of budgets     KEYS[3] counters of today   KEYS[4] counters of this month
  KEYS[5] events of the tenant that are still to be announced
  KEYS[6..] usage of the days of its current period
  ARGV[1] name        ARGV[2] place (see `lib/budgets`)        ARGV[3] mode    ARGV[4] limit (micro-USD)
  ARGV[5] thresholds, or -     ARGV[6] now (ms)                ARGV[7] the most there may be
  ARGV[8] JSON: ends {day, month} of the counters (s)

  Returns 1 created; 2 changed; -1 there are as many as there may be; the name of another budget that has the place.
  Guarantees: the next admission is held to it. A new budget, and one that comes to apply to something else, starts
  with what the calls that it applies to have cost in its period before.
]]
-- include budgets
-- What the calls of one day that a scope covers have cost, from that day's sums (see `lib/usage`).
local function spent_within(scope, sums)
  local kind, wanted = string.match(scope, '^(%a+):?(.*)$')
  local spent = 0
  for i = 1, #sums, 2 do
    local task, api_key = string.match(sums[i], '^(%S+) %S+ (%S*)$')
    if kind == 'tenant' or wanted == (kind == 'task' and task or api_key) then
      spent = spent + string.match(sums[i + 1], '^%d+ %d+ %d+ %d+ %d+ (%d+)')
    end
  end
  return spent
end

local name, place = ARGV[1], ARGV[2]
local before = redis.call('HGET', KEYS[2], name)
local taken = redis.call('HGET', KEYS[1], place)
if taken and before ~= place then
  return parse_budget(taken, place).name
end
if not before and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[7]) then
  return -1
end

local counters = { day = KEYS[3], month = KEYS[4] }
local was = before and redis.call('HGET', KEYS[1], before)
local id, created_at = nil, ARGV[6]
if was then
  created_at = string.match(was, '(%d+) %S+$')
  if before == place then
    id = parse_budget(was, place).id
  else
    forget_budget(KEYS[1], counters, before, was)
  end
end
local fresh = id == nil
id = id or redis.call('HINCRBY', KEYS[2], '#', 1)
local text = table.concat({ id, ARGV[3], ARGV[4], ARGV[5], created_at, name }, ' ')
redis.call('HSET', KEYS[1], place, text)
redis.call('HSET', KEYS[2], name, place)

local budget = parse_budget(text, place)
budget.counters = counters[budget.period]
if fresh then
  local spent = 0
  for i = 6, #KEYS do
    spent = spent + spent_within(budget.scope, redis.call('HGETALL', KEYS[i]))
  end
  redis.call('HSET', budget.counters, budget.id .. ':spent', whole(spent), budget.id .. ':reserved', 0)
  redis.call('EXPIREAT', budget.counters, cjson.decode(ARGV[8])[budget.period])
end
local spent = redis.call('HGET', budget.counters, budget.id .. ':spent')
tell_thresholds(budget, tonumber(spent or 0), KEYS[5], ARGV[6])
return before and 2 or 1
