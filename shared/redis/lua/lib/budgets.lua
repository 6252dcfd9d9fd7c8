--[[
  The budgets that apply to a job, for scripts that reserve, charge and release.

  The tenant's hash of budgets: place (`tenant day`, `task:<name> month`, `key:<id> day` …) ->
  `<id> <mode> <limit> <thresholds, or -> <created at> <name>`. One hash of counters for each day and month:
  `<id>:spent`, `<id>:reserved` (micro-USD), `<id>:told:<percent>`. A job that has reserved says so in its record:
  `reserved`, what is left of it, and `reserved_by`, the day and the budgets (`2026-11-25 d1 m2`).

  Guarantees: of budgets that were deleted or whose period is long over nothing is counted any more.
]]
local function whole(number)
  return string.format('%.0f', number)
end

local function parse_budget(text, place)
  local id, mode, limit, thresholds, _, name = string.match(text, '^(%d+) (%a+) (%d+) (%S+) (%d+) (%S+)$')
  local scope, period = string.match(place, '^(%S+) (%S+)$')
  return {
    id = id, hard = mode == 'hard', limit = tonumber(limit), thresholds = thresholds, name = name,
    scope = scope, period = period, mark = string.sub(period, 1, 1) .. id,
  }
end

-- Those that apply to a job of a task and an API key. `counters`: the keys of `day` and `month`.
local function budgets_for(definitions, counters, task, api_key)
  local places = {}
  for _, scope in ipairs({ 'tenant', 'task:' .. task, 'key:' .. api_key }) do
    places[#places + 1] = scope .. ' day'
    places[#places + 1] = scope .. ' month'
  end
  local found = {}
  for i, text in ipairs(redis.call('HMGET', definitions, unpack(places))) do
    if text then
      local budget = parse_budget(text, places[i])
      budget.counters = counters[budget.period]
      found[#found + 1] = budget
    end
  end
  return found
end

-- The facts of the first budget that has no room for an amount, if there is one.
local function without_room(budgets, amount)
  for _, budget in ipairs(budgets) do
    if budget.hard and amount > 0 then
      local counts = redis.call('HMGET', budget.counters, budget.id .. ':spent', budget.id .. ':reserved')
      local spent, reserved = tonumber(counts[1] or 0), tonumber(counts[2] or 0)
      if spent + reserved + amount > budget.limit then
        return { budget.name, budget.period, whole(budget.limit), whole(spent), whole(reserved), whole(amount) }
      end
    end
  end
end

-- Reserves an amount of each. `ends`: when the counters of `day` and `month` may be forgotten (Unix s).
local function reserve(budgets, amount, ends)
  for _, budget in ipairs(budgets) do
    redis.call('HINCRBY', budget.counters, budget.id .. ':spent', 0)
    redis.call('HINCRBY', budget.counters, budget.id .. ':reserved', whole(amount))
    redis.call('EXPIREAT', budget.counters, ends[budget.period])
  end
end

-- Reserves the worst case of a job for its record, if any budget applies. Returns what `without_room` does.
local function reserve_for_job(record, budgets, amount, day, ends)
  local refusing = without_room(budgets, amount)
  if refusing or #budgets == 0 then
    return refusing
  end
  reserve(budgets, amount, ends)
  local marks = {}
  for i, budget in ipairs(budgets) do
    marks[i] = budget.mark
  end
  redis.call(
    'HSET', record, 'reserved', whole(amount), 'reserved_by', day .. ' ' .. table.concat(marks, ' ')
  )
end

-- Gives back what is left of a job's reservation.
local function release(record, counters, left, reserved_by)
  for period, id in string.gmatch(reserved_by, ' (%a)(%d+)') do
    local key = period == 'd' and counters.day or counters.month
    if redis.call('HEXISTS', key, id .. ':reserved') == 1 then
      redis.call('HINCRBY', key, id .. ':reserved', 0 - left)
    end
  end
  redis.call('HDEL', record, 'reserved', 'reserved_by')
end

-- Leaves an event for every threshold of a budget that has now been reached for the first time in its period.
local function tell_thresholds(budget, spent, outbox, now)
  for percent in string.gmatch(budget.thresholds, '%d+') do
    local reached = spent > 0 and spent * 100 >= budget.limit * percent
    if reached and redis.call('HSETNX', budget.counters, budget.id .. ':told:' .. percent, 1) == 1 then
      local period = string.match(budget.counters, '[%d-]+$')
      redis.call('HSET', outbox, 'budget.' .. budget.id .. '.' .. period .. '.' .. percent, cjson.encode({
        at = now, name = budget.name, scope = budget.scope, kind = budget.period, period = period,
        mode = budget.hard and 'hard' or 'soft', limit = whole(budget.limit), spent = whole(spent), percent = percent,
      }))
    end
  end
end

-- Charges each of the budgets with a cost; what a job has reserved of it is reserved no longer.
local function charge(budgets, cost, covered, reserved_by, outbox, now)
  for _, budget in ipairs(budgets) do
    if redis.call('HEXISTS', budget.counters, budget.id .. ':spent') == 1 then
      local spent = redis.call('HINCRBY', budget.counters, budget.id .. ':spent', whole(cost))
      if string.find(reserved_by .. ' ', ' ' .. budget.mark .. ' ', 1, true) then
        redis.call('HINCRBY', budget.counters, budget.id .. ':reserved', 0 - covered)
      end
      tell_thresholds(budget, spent, outbox, now)
    end
  end
end

-- Forgets a budget and what it has counted in its current period: jobs that have reserved of it find it gone.
local function forget_budget(definitions, counters, place, text)
  local budget = parse_budget(text, place)
  local fields = { budget.id .. ':spent', budget.id .. ':reserved' }
  for percent in string.gmatch(budget.thresholds, '%d+') do
    fields[#fields + 1] = budget.id .. ':told:' .. percent
  end
  redis.call('HDEL', counters[budget.period], unpack(fields))
  redis.call('HDEL', definitions, place)
end
