--[[
  Counts one decision that a version in the shadow was asked for beside the live one.

  KEYS[1] tally of the policy
  ARGV[1] version in the shadow   ARGV[2] now (ms)   ARGV[3] how the two differ, or empty
  ARGV[4] job that shows it, or empty   ARGV[5] life of the tally (ms)   ARGV[6] most jobs shown of one difference

  Returns nothing.
  Guarantees: a tally is of one version: another's begins anew. Of each difference the first jobs are kept.
]]
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'version', ARGV[1], 'since', ARGV[2])
end
redis.call('HINCRBY', KEYS[1], 'evaluated', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[5])
if ARGV[3] == '' then
  return
end
local times = redis.call('HINCRBY', KEYS[1], 'times ' .. ARGV[3], 1)
if ARGV[4] ~= '' and times <= tonumber(ARGV[6]) then
  local field = 'jobs ' .. ARGV[3]
  local shown = redis.call('HGET', KEYS[1], field)
  redis.call('HSET', KEYS[1], field, shown and (shown .. ' ' .. ARGV[4]) or ARGV[4])
end
