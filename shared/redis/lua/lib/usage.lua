--[[
  Sums of usage, for scripts that settle a call. One hash for each day: what the calls have in common
  (`<task> <model> <api key>`, or digests of a metadata key and pair) -> eight numbers: calls, input, output, cached and
  reasoning tokens, cost, calls that a cache answered, what it saved.
]]
local EIGHT = '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$'

-- Adds a call to one sum, unless it would be new beside `most` others. Returns whether it was added.
local function add_to_sum(key, field, call, forgotten_at, most)
  local held = redis.call('HGET', key, field)
  if not held and most and redis.call('HLEN', key) >= most then
    return false
  end
  local calls, input, output, cached, reasoning, cost, hits, saved = string.match(held or '0 0 0 0 0 0 0 0', EIGHT)
  redis.call('HSET', key, field, string.format(
    '%d %d %d %d %d %d %d %d', calls + 1, input + call.input, output + call.output, cached + call.cached,
    reasoning + call.reasoning, cost + call.cost, hits + call.hits, saved + call.saved
  ))
  if not held then
    redis.call('EXPIREAT', key, forgotten_at)
  end
  return true
end
