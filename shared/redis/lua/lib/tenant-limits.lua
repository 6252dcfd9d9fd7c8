--[[
  The limits of a tenant's work, for scripts that begin it, end it, or call what waits for it. They need `rate-window`.

  In the tenant's hash: `limits` -> `<jobs at once> <calls a minute> <tokens a minute>`, `-` where there is none;
  `calls`, how often hops were called. Beside it: the set of jobs that run, the window of the last minute, and the
  sorted set of hops that wait (`<queue> <hop id> <tokens>`): by class and, within it, by the age of their jobs. A hop that is
  called, because there is room for it, stands behind all that wait, by the time of its call.

  Guarantees: a hop that was called has its place kept for two seconds; then others may take it. A queue on which a
  call goes unanswered is called no further, and nobody else waits behind its hops: one that is paused, rests or is busy
  holds up a tenant's other models for two seconds, and again each time that its call is given up. A hop of steps calls
  no model: it needs a place, but nothing of a minute.
]]
local CALLED = 1e15
local CLASSES = { interactive = 0, standard = 1e13, batch = 2e13 }
local KEPT_MS = 2000
-- A queue that takes its hops answers a call sooner.
local ANSWERED_MS = 200
-- Of those that wait, so many are looked at for one whose queue answers, and behind these some at ten places.
local LOOKED_AT, SOME, PLACES = 100, 10, 9
local BELOW_CALLED = string.format('(%.0f', CALLED)
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

local function queue_of(waiter)
  return string.match(waiter, '^%S+')
end

local function calls_model(waiter)
  return queue_of(waiter) ~= 'steps'
end

local function tokens_of(waiter)
  return calls_model(waiter) and tonumber(string.match(waiter, '%d+$')) or 0
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

-- The queues on which a call goes unanswered; nil where there is none.
local function silent_queues(limits)
  local silent
  for _, waiter in ipairs(redis.call('ZRANGEBYSCORE', limits.waiting, CALLED, CALLED + limits.now - ANSWERED_MS)) do
    silent = silent or {}
    silent[queue_of(waiter)] = true
  end
  return silent
end

-- Hops that wait, from one rank to before another: the first of them, and some of the rest, spread over it evenly.
local function look_at(limits, from, to)
  local first, some = {}, {}
  if from < to then
    first = redis.call('ZRANGE', limits.waiting, from, math.min(from + LOOKED_AT, to) - 1)
  end
  local rest = from + LOOKED_AT
  for at = rest, to - 1, math.max(SOME, math.ceil((to - rest) / PLACES)) do
    for _, waiter in ipairs(redis.call('ZRANGE', limits.waiting, at, math.min(at + SOME, to) - 1)) do
      some[#some + 1] = waiter
    end
  end
  return first, some
end

local function answering(waiters, silent)
  local found = {}
  for _, waiter in ipairs(waiters) do
    if not silent[queue_of(waiter)] then
      found[#found + 1] = waiter
    end
  end
  return found
end

-- How many hops stand before a place, without those of other queues that do not answer; about as many, where many wait.
local function count_before(limits, waiter, place)
  local before = redis.call('ZCOUNT', limits.waiting, '-inf', string.format('(%.0f', place))
  local silent = before > 0 and silent_queues(limits)
  if not silent then
    return before
  end
  silent[queue_of(waiter)] = nil
  local first, some = look_at(limits, 0, before)
  local rest = #some > 0 and (before - #first) * #answering(some, silent) / #some or 0
  return #answering(first, silent) + math.ceil(rest)
end

-- When a hop may begin (Unix ms), should those go first that wait before it: now, if it may at once.
local function time_to_begin(limits, job, waiter, place)
  local tokens = tokens_of(waiter)
  local ahead, tokens_ahead = 0, 0
  local held = redis.call('ZSCORE', limits.waiting, waiter)
  if not held or tonumber(held) < CALLED then
    ahead, tokens_ahead = count_called(limits)
    local before = count_before(limits, waiter, place)
    ahead, tokens_ahead = ahead + before, tokens_ahead + before * tokens
  end
  local at = limits.now
  if limits.jobs and redis.call('SISMEMBER', limits.running, job) == 0 then
    if redis.call('SCARD', limits.running) + ahead >= limits.jobs then
      at = at + math.min(LOOK_MS + ahead * LOOK_MS_EACH, LONGEST_LOOK_MS)
    end
  end
  if not calls_model(waiter) then
    return at
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
  if not limits.by_minute or not calls_model(waiter) then
    return 0
  end
  return count_begun(limits.window_key, tokens_of(waiter), limits.now)
end

-- The rank at which the class that comes last begins.
local function last_class(waiting)
  local last = redis.call('ZREVRANGEBYSCORE', waiting, BELOW_CALLED, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
  local place = tonumber(last[2] or 0)
  return redis.call('ZCOUNT', waiting, '-inf', string.format('(%.0f', place - place % CLASSES.standard))
end

-- The first of those that wait, from a rank on, whose queues answer: at most so many.
local function first_waiting(limits, from, most)
  local to = redis.call('ZCOUNT', limits.waiting, '-inf', BELOW_CALLED)
  local silent = silent_queues(limits)
  if not silent then
    return from < to and redis.call('ZRANGE', limits.waiting, from, math.min(from + most, to) - 1) or {}
  end
  local found = {}
  for _, looked in ipairs({ look_at(limits, from, to) }) do
    for _, waiter in ipairs(answering(looked, silent)) do
      if #found < most then
        found[#found + 1] = waiter
      end
    end
  end
  return found
end

-- Calls as many hops as there is room for, at most so many. Returns them; who asks has to wake them.
local function call_waiting(limits, most)
  local on_their_way, tokens = count_called(limits)
  local room = most - on_their_way
  if limits.jobs then
    room = math.min(most, limits.jobs - redis.call('SCARD', limits.running)) - on_their_way
  end
  local called = {}
  if room <= 0 or redis.call('EXISTS', limits.waiting) == 0 then
    return called
  end
  local waiting = {}
  if redis.call('HINCRBY', limits.tenant, 'calls', 1) % LAST_CLASS_EVERY == 0 then
    waiting = first_waiting(limits, last_class(limits.waiting), 1)
  end
  if #waiting == 0 then
    waiting = first_waiting(limits, 0, room)
  end
  local calls, full = on_their_way + limits.window.calls, false
  tokens = tokens + limits.window.tokens
  for _, waiter in ipairs(waiting) do
    local needed = tokens_of(waiter)
    if calls_model(waiter) then
      full = full or (limits.calls and calls >= limits.calls)
      full = full or (limits.tokens and tokens + math.min(needed, limits.tokens) > limits.tokens)
      calls, tokens = calls + 1, tokens + needed
    end
    if not (full and calls_model(waiter)) then
      redis.call('ZADD', limits.waiting, CALLED + limits.now, waiter)
      called[#called + 1] = waiter
    end
  end
  return called
end

-- Lets a hop that may begin later stand among those that wait. Returns what its worker has to know.
local function put_off(limits, waiter, place, at)
  redis.call('ZADD', limits.waiting, place, waiter)
  local delay = math.min(at - limits.now, LONGEST_LOOK_MS)
  return { 'limited', delay, call_waiting(limits, 10), waiter, string.format('%.0f', place) }
end
