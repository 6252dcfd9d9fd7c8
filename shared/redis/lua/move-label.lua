--[[
  Points a label at a version, at the one it pointed at before (rollback), or at none (removal).

  KEYS[1] entry        KEYS[2] counter of changes
  ARGV[1] kind/name    ARGV[2] label     ARGV[3] version, `back`, or `none`
  ARGV[4] JSON of the label, but for its version             ARGV[5] channel

  Returns {1, version now or 0, version before or 0} when done; {0} when there is no such version, no such
  label, or nothing to go back to.
  Guarantees: a move that is made twice, because its first answer got lost, is made once. A label remembers the last fifty versions it pointed at; going back forgets the one it leaves.
]]
local field = 'label:' .. ARGV[2]
local held = redis.call('HGET', KEYS[1], field)
local old = held and cjson.decode(held)
local label = cjson.decode(ARGV[4])
local before = old and old.before or {}
if old and old.at == label.at and old.actor == label.actor then
  -- The same move again: its first answer got lost.
  return { 1, old.version, before[#before] or 0 }
end

if ARGV[3] == 'none' then
  if not old then
    return { 0 }
  end
  redis.call('HDEL', KEYS[1], field)
else
  if ARGV[3] == 'back' then
    if #before == 0 then
      return { 0 }
    end
    label.version = table.remove(before)
    label.weight = old.weight
  else
    label.version = tonumber(ARGV[3])
    if redis.call('HEXISTS', KEYS[1], 'version:' .. label.version) == 0 then
      return { 0 }
    end
    if old and old.version ~= label.version then
      table.insert(before, old.version)
      if #before > 50 then
        table.remove(before, 1)
      end
    end
  end
  if #before > 0 then
    label.before = before
  end
  redis.call('HSET', KEYS[1], field, cjson.encode(label))
end
redis.call('INCR', KEYS[2])
redis.call('PUBLISH', ARGV[5], ARGV[1])
return { 1, label.version or 0, old and old.version or 0 }
