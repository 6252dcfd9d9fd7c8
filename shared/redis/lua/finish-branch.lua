--[[
  Ends one branch of a job: its side call has been answered, or will not be.

  KEYS[1] job record   KEYS[2] log
  ARGV[1] hop that the branches lead to   ARGV[2] field of the branch   ARGV[3] log entry

  Returns how many branches are still to end; -1 when the job does not wait for this one.
  Guarantees: each branch counts once, as one attempt of the job, and has one entry in its log, however often it ends.
  Whoever brings the number to zero, or finds it there, adds the hop.
]]
local record = redis.call('HMGET', KEYS[1], 'status', 'hop', ARGV[2], 'pending')
if record[1] ~= 'queued' or record[2] ~= ARGV[1] or not record[3] then
  return -1
end
if record[3] == '' then
  return tonumber(record[4])
end
redis.call('HSET', KEYS[1], ARGV[2], '')
redis.call('HINCRBY', KEYS[1], 'attempts', 1)
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('RPUSH', KEYS[2], ARGV[3])
return redis.call('HINCRBY', KEYS[1], 'pending', -1)
