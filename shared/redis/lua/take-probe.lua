--[[
  Asks to call a model whose breaker does not let everybody through.

  KEYS[1] breaker (hash, see `report-calls`)
  ARGV[1] model     ARGV[2] now (ms)     ARGV[3] token of the probe     ARGV[4] its deadline (ms)
  ARGV[5] probes at once                 ARGV[6] channel of changes     ARGV[7] time that the hash lives (ms)

  Returns {verdict, state, until, changed}; verdict is
    free    the breaker has closed: anybody may call
    probe   this call is one of the probes
    no      it is open, or has as many probes as it may
  Guarantees: over all processes there are never more probes than allowed. One whose deadline has passed, since
  its process died, leaves its place to another.
]]
local now = tonumber(ARGV[2])
local held = redis.call('HMGET', KEYS[1], 'state', 'until', 'changed')
local state, openUntil, changed = held[1] or 'closed', tonumber(held[2] or 0), tonumber(held[3] or 0)
if state == 'closed' then
  return { 'free', state, openUntil, changed }
end
if state == 'open' and now < openUntil then
  return { 'no', state, openUntil, changed }
end
if state == 'open' then
  state, changed = 'half_open', math.max(now, changed + 1)
  redis.call('HSET', KEYS[1], 'state', state, 'changed', changed, 'passed', 0)
  redis.call('PUBLISH', ARGV[6], table.concat({ ARGV[1], state, openUntil, changed }, ' '))
end
local probes = 0
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  if string.sub(fields[i], 1, 2) == 'p:' then
    if tonumber(fields[i + 1]) > now then
      probes = probes + 1
    else
      redis.call('HDEL', KEYS[1], fields[i])
    end
  end
end
if probes >= tonumber(ARGV[5]) then
  return { 'no', state, openUntil, changed }
end
redis.call('HSET', KEYS[1], 'p:' .. ARGV[3], ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[7])
return { 'probe', state, openUntil, changed }
