--[[
  Moves pending entries of an audit trail into its chain.

  KEYS[1] pending entries   KEYS[2] chain   KEYS[3] head
  ARGV[1] number of the last entry in the chain before them, or 0   ARGV[2] JSON: the new head: seq, hash, at, signature
  ARGV[3] n                 ARGV[4..3+n] ids of the pending entries
  ARGV[4+n..] JSON of each entry's fields and values, its hash among them

  Returns 1 done; 0 another has sealed meanwhile, so the caller reads again.
  Guarantees: the chain has one way to go on: of any number of sealers one is heard, and what it seals is no longer pending.
  A caller that reads the head before it reads what is pending seals nothing twice.
]]
local last = tonumber(redis.call('HGET', KEYS[3], 'seq') or 0)
if last ~= tonumber(ARGV[1]) then
  return 0
end
local n = tonumber(ARGV[3])
for i = 1, n do
  redis.call('XADD', KEYS[2], (last + i) .. '-0', unpack(cjson.decode(ARGV[3 + n + i])))
  redis.call('XDEL', KEYS[1], ARGV[3 + i])
end
redis.call('HSET', KEYS[3], unpack(cjson.decode(ARGV[2])))
return 1
