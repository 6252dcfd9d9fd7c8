--[[
  Counts what a model's calls came to and decides whether its breaker opens or closes.

  KEYS[1] breaker (hash): state, until (ms), openings, changed (ms), passed (probes that succeeded),
          c:<bucket>:<outcome> (calls of a twelfth of the window), p:<token> (deadline of a probe, ms)
  ARGV[1] JSON: model, now (ms), calls {outcome: count}, probes {token: outcome},
          rest_ms (the longest time that its provider asked for), settings (`BreakerSettings`)
  ARGV[2] channel of changes      ARGV[3] time that the hash lives without a report (ms)

  Returns {state, until, changed} after it.
  Guarantees: calls count while the breaker is closed; while it is half open its probes decide alone, each once;
  a failed one opens it again for twice as long. Every change is published.
]]
local report = cjson.decode(ARGV[1])
local settings, now = report.settings, report.now
local held = redis.call('HMGET', KEYS[1], 'state', 'until', 'openings', 'changed', 'passed')
local state, openUntil, changed = held[1] or 'closed', tonumber(held[2] or 0), tonumber(held[4] or 0)

local function become(new, ...)
  state, changed = new, math.max(now, changed + 1)
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'state', state, 'changed', changed, ...)
  redis.call('PUBLISH', ARGV[2], table.concat({ report.model, state, openUntil, changed }, ' '))
end

local function open()
  local openings = (state == 'closed' and 0 or tonumber(held[3] or 0)) + 1
  local cool = math.min(settings.cool_down_ms * 2 ^ (openings - 1), settings.longest_cool_down_ms)
  openUntil = math.floor(now + math.max(cool, report.rest_ms))
  become('open', 'until', openUntil, 'openings', openings)
end

local function close()
  openUntil = 0
  become('closed')
end

-- Calls of the window by outcome, those of this report among them; older buckets are dropped.
local function countCalls()
  local width = settings.window_ms / 12
  local bucket = math.floor(now / width)
  for outcome, count in pairs(report.calls) do
    redis.call('HINCRBY', KEYS[1], 'c:' .. bucket .. ':' .. outcome, count)
  end
  local sums, all = {}, 0
  local fields = redis.call('HGETALL', KEYS[1])
  for i = 1, #fields, 2 do
    local number, outcome = string.match(fields[i], '^c:(%d+):(.+)$')
    if number and tonumber(number) <= bucket - 12 then
      redis.call('HDEL', KEYS[1], fields[i])
    elseif number then
      sums[outcome] = (sums[outcome] or 0) + fields[i + 1]
      all = all + fields[i + 1]
    end
  end
  return sums, all
end

local function mustOpen()
  local sums, all = countCalls()
  local enough, share = 0, 0
  for outcome, count in pairs(sums) do
    local threshold = settings.thresholds[outcome]
    if threshold then
      enough = enough + count / threshold.least
      share = share + count / threshold.share
    end
  end
  return enough >= 1 and share >= all
end

-- Whether a probe of the report failed, and how many succeeded. One that was given up meanwhile counts not, nor does
-- one whose answer was only no good: that may be a matter of what was asked.
local function endProbes()
  local failed, passed = false, tonumber(held[5] or 0)
  for token, outcome in pairs(report.probes) do
    if redis.call('HDEL', KEYS[1], 'p:' .. token) == 1 then
      local asked = outcome == 'invalid_output' or outcome == 'filtered'
      failed = failed or (settings.thresholds[outcome] ~= nil and not asked)
      passed = passed + (outcome == 'success' and 1 or 0)
    end
  end
  return failed, passed
end

if state == 'closed' then
  if mustOpen() or report.rest_ms > settings.cool_down_ms then
    open()
  end
elseif state == 'half_open' then
  local failed, passed = endProbes()
  if failed then
    open()
  elseif passed >= settings.probes then
    close()
  else
    redis.call('HSET', KEYS[1], 'passed', passed)
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return { state, openUntil, changed }
