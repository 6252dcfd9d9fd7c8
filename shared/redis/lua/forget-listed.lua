--[[
  Takes jobs out of an index that have no record any more: where their content could not be read, what
  removed them did not know what they were listed under.

  KEYS[1] index   KEYS[2..] records of the jobs
  ARGV[1..] ids of the jobs, in the order of their records

  Guarantees: a job that was admitted under the same id meanwhile stays listed.
]]
for i, id in ipairs(ARGV) do
  if redis.call('EXISTS', KEYS[1 + i]) == 0 then
    redis.call('ZREM', KEYS[1], id)
  end
end
return 1
