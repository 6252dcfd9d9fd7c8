--[[
  Asks to make a call of a model that may have only so many calls or tokens a minute.

  KEYS[1] last minute of the model
  ARGV[1] tokens that the call is taken to need    ARGV[2] calls a minute, or 0    ARGV[3] tokens a minute, or 0
  ARGV[4] now (ms)                                 ARGV[5] how soon to ask again while calls are under way (ms)

  Returns {0, the second that it counts in}, or {how long to wait (ms)}.
  Guarantees: over all processes no minute has more. A call that needs more tokens than the whole minute has that
  alone. Where it waits for tokens while others are under way, the wait is short: these may turn out to need less.
]]
-- include rate-window
local tokens, calls_limit, tokens_limit, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local window = read_window(KEYS[1], now)
local wait = 0
if tokens_limit > 0 then
  wait = time_for(window, 'tokens', tokens_limit, 0, tokens, now) - now
  if window.open > 0 then
    wait = math.min(wait, tonumber(ARGV[5]))
  end
end
if calls_limit > 0 then
  wait = math.max(wait, time_for(window, 'calls', calls_limit, 0, 1, now) - now)
end
if wait > 0 then
  return { wait }
end
local second = count_begun(KEYS[1], tokens, now)
redis.call('HINCRBY', KEYS[1], 'open:' .. second, 1)
return { 0, second }
