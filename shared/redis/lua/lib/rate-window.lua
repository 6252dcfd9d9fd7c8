--[[
  What was begun within the last minute, for scripts that keep limits per minute. One hash: `<what>:<second>` ->
  `calls`, their `tokens`, and how many of them are still `open`, where a script counts that.

  Guarantees: a minute is counted in 61 whole seconds, so that no 60 s hold more than a limit, wherever they begin.
]]
local SECONDS = 61

-- What a window holds, the seconds oldest first. Those that are past are dropped.
local function read_window(key, now)
  local first = math.floor(now / 1000) - SECONDS + 1
  local window = { calls = 0, tokens = 0, open = 0, seconds = {} }
  local past, seconds = {}, {}
  local held = redis.call('HGETALL', key)
  for i = 1, #held, 2 do
    local what, at = string.match(held[i], '^(%a+):(%d+)$')
    at = tonumber(at)
    if at < first then
      past[#past + 1] = held[i]
    else
      if not seconds[at] then
        seconds[at] = { at = at, calls = 0, tokens = 0, open = 0 }
        table.insert(window.seconds, seconds[at])
      end
      seconds[at][what] = tonumber(held[i + 1])
      window[what] = window[what] + held[i + 1]
    end
  end
  if #past > 0 then
    redis.call('HDEL', key, unpack(past))
  end
  table.sort(window.seconds, function(a, b)
    return a.at < b.at
  end)
  return window
end

-- When an amount fits that lets `ahead` go first (Unix ms); now, if it does at once. What is larger than the whole
-- limit fits into a window that is empty: else it would wait for ever.
local function time_for(window, what, limit, ahead, amount, now)
  local missing = window[what] + ahead + math.min(amount, limit) - limit
  local rounds = math.max(0, math.ceil((missing - window[what]) / limit))
  missing = missing - rounds * limit
  local at = now
  for _, second in ipairs(window.seconds) do
    if missing <= 0 then
      break
    end
    missing = missing - second[what]
    at = (second.at + SECONDS) * 1000
  end
  return at + rounds * SECONDS * 1000
end

-- Counts a call that begins now; returns the second that it counts in.
local function count_begun(key, tokens, now)
  local second = math.floor(now / 1000)
  redis.call('HINCRBY', key, 'calls:' .. second, 1)
  redis.call('HINCRBY', key, 'tokens:' .. second, tokens)
  redis.call('EXPIRE', key, SECONDS + 1)
  return second
end

-- Corrects what was counted in a second, unless that is past.
local function correct(key, what, second, difference)
  local field = what .. ':' .. second
  if redis.call('HEXISTS', key, field) == 1 then
    redis.call('HINCRBY', key, field, difference)
  end
end
