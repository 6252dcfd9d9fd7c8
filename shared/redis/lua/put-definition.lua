--[[
  Stores a version of a definition, unless one of equal content is there. The first version of a name becomes
  the production version.

  KEYS[1] entry          KEYS[2] names of all definitions    KEYS[3] counter of changes
  ARGV[1] kind/name      ARGV[2] digest                      ARGV[3] JSON of the version
  ARGV[4] JSON of the label production, but for its version  ARGV[5] 1: a new version becomes production
  ARGV[6] channel

  Returns {version, 1 new or 0 known}.
  Guarantees: equal contents have one version, however many callers store them at once; numbers have no gaps.
]]
local known = redis.call('HGET', KEYS[1], 'digest:' .. ARGV[2])
if known then
  return { tonumber(known), 0 }
end
local version = redis.call('HINCRBY', KEYS[1], 'latest', 1)
redis.call('HSET', KEYS[1], 'version:' .. version, ARGV[3], 'digest:' .. ARGV[2], version)
redis.call('SADD', KEYS[2], ARGV[1])
if version == 1 or ARGV[5] == '1' then
  local before = redis.call('HGET', KEYS[1], 'label:production')
  local label = cjson.decode(ARGV[4])
  label.version = version
  if before then
    before = cjson.decode(before)
    label.before = before.before or {}
    table.insert(label.before, before.version)
    if #label.before > 50 then
      table.remove(label.before, 1)
    end
  end
  redis.call('HSET', KEYS[1], 'label:production', cjson.encode(label))
end
redis.call('INCR', KEYS[3])
redis.call('PUBLISH', ARGV[6], ARGV[1])
return { version, 1 }
