--[[
  The limits of a tenant's work, for scripts that begin it, end it, or call what waits for it. They need `rate-window`.

  In the tenant's hash: `limits` -> `<jobs at once> <calls a minute> <tokens a minute>`, `-` where there is none;
  `calls`, how often hops were called. Beside it: the set of jobs that run, the window of the last minute, and the
  sorted set of hops that wait (`<queue> <hop id> <tokens>`): by class and, within it, by the age of their jobs. A hop that is
  called, because there is room for it, stands behind all that wait, by the time of its call.

  Guarantees: a hop that was called has its place kept for two seconds; then others may take it, so that one whose
  model is busy holds up nobody.
]]
local CALLED = 1e15
local CLASSES = { interactive = 0, standard = 1e13, batch = 2e13 }
local KEPT_MS = 2000
-- One call in so many goes to the class that comes last, so that it does not starve.
local LAST_CLASS_EVERY = 10
-- A hop that waits for a slot is called. Should it not hear that, it looks by itself, the later the more stand before it.
local LOOK_MS, LOOK_MS_EACH, LONGEST_LOOK_MS = 5000, 1000, 3600000

local function open_limits(text, tenant, running, waiting, window, now)
  local jobs, calls, tokens = string.match(text, '^(%S+) (%S+) (%S+)$')
  local limits = {
    jobs = tonumber(jobs), calls = tonumber(calls), tokens = tonumber(tokens),
    tenant = tenant, running = running, waiting = waiting, window_key = window, now = now,
  }
  limits.by_minute = (limits.calls or limits.tokens) and true
  limits.window = limits.by_minute and read_window(window, now) or { calls = 0, tokens = 0, seconds = {} }
  return limits
end

local function waiting_hop(queue, job, hop, tokens)
  return queue .. ' ' .. job .. '-' .. hop .. ' ' .. tokens
end

local function tokens_of(waiter)
  return tonumber(string.match(waiter, '%d+$'))
end

-- How many hops were called and have their place kept, and the tokens of these.
local function count_called(limits)
  local called = redis.call('ZRANGEBYSCORE', limits.waiting, CALLED + limits.now - KEPT_MS, '+inf')
  local tokens = 0
  for _, waiter in ipairs(called) do
    tokens = tokens + tokens_of(waiter)
  end
  return #called, tokens
end

-- When a hop may begin (Unix ms), should those go first that wait before it: now, if it may at once.
local function time_to_begin(limits, job, waiter, place)
  local tokens = tokens_of(waiter)
  local ahead, tokens_ahead = 0, 0
  local held = redis.call('ZSCORE', limits.waiting, waiter)
  if not held or tonumber(held) < CALLED then
    ahead, tokens_ahead = count_called(limits)
    local before = redis.call('ZCOUNT', limits.waiting, '-inf', string.format('(%.0f', place))
    ahead, tokens_ahead = ahead + before, tokens_ahead + before * tokens
  end
  local at = limits.now
  if limits.jobs and redis.call('SISMEMBER', limits.running, job) == 0 then
    if redis.call('SCARD', limits.running) + ahead >= limits.jobs then
      at = at + math.min(LOOK_MS + ahead * LOOK_MS_EACH, LONGEST_LOOK_MS)
    end
  end
  if limits.calls then
    at = math.max(at, time_for(limits.window, 'calls', limits.calls, ahead, 1, limits.now))
  end
  if limits.tokens then
    at = math.max(at, time_for(limits.window, 'tokens', limits.tokens, tokens_ahead, tokens, limits.now))
  end
  return at
end

-- Begins the work of a hop that may. Returns the second that it counts in; 0 where no minute is counted.
local function begin_work(limits, job, waiter)
  redis.call('SADD', limits.running, job)
  redis.call('ZREM', limits.waiting, waiter)
  if not limits.by_minute then
    return 0
  end
  return count_begun(limits.window_key, tokens_of(waiter), limits.now)
end

-- The hop that has waited longest in the class that comes last.
local function first_of_last_class(waiting)
  local below = string.format('(%.0f', CALLED)
  local last = redis.call('ZREVRANGEBYSCORE', waiting, below, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
  local class = tonumber(last[2] or 0)
  class = class - class % CLASSES.standard
  return redis.call('ZRANGEBYSCORE', waiting, class, below, 'LIMIT', 0, 1)
end

-- Calls as many hops as there is room for, at most so many. Returns them; who asks has to wake them.
local function call_waiting(limits, most)
  local on_their_way, tokens = count_called(limits)
  local room = most
  if limits.jobs then
    room = math.min(room, limits.jobs - redis.call('SCARD', limits.running))
  end
  if limits.calls then
    room = math.min(room, limits.calls - limits.window.calls)
  end
  room = room - on_their_way
  local called = {}
  if room <= 0 or redis.call('EXISTS', limits.waiting) == 0 then
    return called
  end
  local waiting
  if redis.call('HINCRBY', limits.tenant, 'calls', 1) % LAST_CLASS_EVERY == 0 then
    waiting = first_of_last_class(limits.waiting)
  else
    waiting = redis.call('ZRANGEBYSCORE', limits.waiting, '-inf', string.format('(%.0f', CALLED), 'LIMIT', 0, room)
  end
  tokens = tokens + limits.window.tokens
  for _, waiter in ipairs(waiting) do
    local needed = tokens_of(waiter)
    if limits.tokens and tokens + math.min(needed, limits.tokens) > limits.tokens then
      break
    end
    tokens = tokens + needed
    redis.call('ZADD', limits.waiting, CALLED + limits.now, waiter)
    called[#called + 1] = waiter
  end
  return called
end

-- Lets a hop that may begin later stand among those that wait. Returns what its worker has to know.
local function put_off(limits, waiter, place, at)
  redis.call('ZADD', limits.waiting, place, waiter)
  local delay = math.min(at - limits.now, LONGEST_LOOK_MS)
  return { 'limited', delay, call_waiting(limits, 10), waiter, string.format('%.0f', place) }
end
