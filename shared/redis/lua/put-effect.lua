--[[
  Journals a completed effect of a job. The first writer wins, also when its attempt has been superseded:
  what was paid for once must not be paid for again.

  KEYS[1] job record   KEYS[2] journal       KEYS[3] deltas     KEYS[4] log
  ARGV[1] effect id    ARGV[2] sealed effect
  ARGV[3] hop          ARGV[4] attempt       ARGV[5] sealed last delta, or empty
  ARGV[6] time to live of deltas (s)         ARGV[7] channel    ARGV[8] message
  ARGV[9] usage of the job with this effect  ARGV[10] its cost (micro-USD)

  Returns 1 written; the sealed effect that was there first; or 0 when the job has ended or is gone.
  Guarantees: what an effect cost is settled with it, once, however the job ends afterwards, in a new version
  of the record; nobody who waits for a change of state is woken for it. The delta is only written for the
  attempt that owns the job, as by `append-delta`.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'hop', 'attempt', 'unlogged', 'version')
if record[1] ~= 'queued' and record[1] ~= 'running' then
  return 0
end
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then
  return redis.call('HGET', KEYS[2], ARGV[1])
end
redis.call('HSET', KEYS[1], 'usage', ARGV[9], 'cost', ARGV[10], 'version', record[5] + 1)
local owned = record[1] == 'running' and record[2] == ARGV[3] and record[3] == ARGV[4]
if owned and record[4] then
  redis.call('RPUSH', KEYS[4], record[4])
  redis.call('HDEL', KEYS[1], 'unlogged')
end
if owned and ARGV[5] ~= '' then
  redis.call('RPUSH', KEYS[3], redis.call('LLEN', KEYS[4]) .. ' ' .. ARGV[5])
  redis.call('EXPIRE', KEYS[3], ARGV[6])
  redis.call('PUBLISH', ARGV[7], ARGV[8])
end
return 1
