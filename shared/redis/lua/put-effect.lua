--[[
  Journals a completed effect of a job. The first writer wins, also when its attempt has been superseded:
  what was paid for once must not be paid for again.

  KEYS[1] job record   KEYS[2] journal
  ARGV[1] effect id    ARGV[2] sealed effect

  Returns 1 written; the sealed effect that was there first; or 0 when the job has ended or is gone.
]]
local status = redis.call('HGET', KEYS[1], 'status')
if status ~= 'queued' and status ~= 'running' then
  return 0
end
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 1 then
  return 1
end
return redis.call('HGET', KEYS[2], ARGV[1])
