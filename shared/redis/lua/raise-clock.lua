--[[
  Tells how far a queue has come, and decides when the base of its priorities moves.

  The clock: `now` (the latest start of a turn that was served, virtual tokens), `base` (where priorities count from),
  `begun` (turns served since the base moved), `walked` (`<base> <walks done> <next walk (ms)>`: how far the priorities
  of waiting hops have followed the base).

  KEYS[1] clock   KEYS[2] prioritized hops   KEYS[3] lock of the walk
  ARGV[1] latest start served    ARGV[2] base as the caller knows it   ARGV[3] turns served since the last call
  ARGV[4] now (ms)               ARGV[5] turns between two bases, at least
  ARGV[6] channel                ARGV[7] queue                         ARGV[8] how long the lock holds (ms)

  Returns {now, base, walk}: `walk` is 1 or 2 where the caller is to rewrite the priorities of waiting hops for the
  first or the second time, else 0.
  Guarantees: `now` and `base` only rise. The base moves again only after as many turns as hops wait, and at least
  ARGV[5], so that walks cost each turn no more than two visits; nobody else walks while the lock holds. A walk that
  was not finished is given to whoever calls next.
]]
local clock = redis.call('HMGET', KEYS[1], 'now', 'base', 'begun', 'walked')
local now = math.max(tonumber(clock[1] or 0), tonumber(ARGV[1]))
local base = math.max(tonumber(clock[2] or 0), tonumber(ARGV[2]))
local begun = tonumber(clock[3] or 0) + tonumber(ARGV[3])

local walked, walks, due = string.match(clock[4] or '0 2 0', '^(%d+) (%d) (%d+)$')
if tonumber(walked) ~= base then
  walks, due = 0, 0
end
if tonumber(walks) == 2 and begun >= math.max(tonumber(ARGV[5]), redis.call('ZCARD', KEYS[2])) then
  base, begun, walks, due = now, 0, 0, 0
end

local at = string.format('%.0f', now)
local from = string.format('%.0f', base)
redis.call('HSET', KEYS[1], 'now', at, 'base', from, 'begun', begun)
redis.call('PUBLISH', ARGV[6], ARGV[7] .. ' ' .. at .. ' ' .. from)
local walk = 0
if tonumber(walks) < 2 and tonumber(due) <= tonumber(ARGV[4])
  and redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[8]) then
  walk = walks + 1
end
return { at, from, walk }
