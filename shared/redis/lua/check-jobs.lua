--[[
  Says when the reconciler looks at jobs again that it has just looked at.

  KEYS[1] open jobs
  ARGV[1] now (ms)   ARGV[2..] job id and its next check (ms), or empty: it is watched no longer; and so on

  Guarantees: a job that was moved meanwhile keeps the time that its move has set.
]]
for i = 2, #ARGV, 2 do
  local due = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if due and tonumber(due) <= tonumber(ARGV[1]) then
    if ARGV[i + 1] == '' then
      redis.call('ZREM', KEYS[1], ARGV[i])
    else
      redis.call('ZADD', KEYS[1], ARGV[i + 1], ARGV[i])
    end
  end
end
return 1
