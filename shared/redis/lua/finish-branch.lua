--[[
  Ends one branch of a job: its side call has been answered, or will not be. Or lets its side call go off, to come again.

  KEYS[1] job record   KEYS[2] log
  KEYS[3] tenant       KEYS[4] its running jobs, and side calls   KEYS[5] hops that wait for it   KEYS[6] its last minute
  KEYS[7] audit entries to be sealed
  ARGV[1] hop that the branches lead to   ARGV[2] field of the branch   ARGV[3] log entry, or empty: it comes again
  ARGV[4] the side call among those that run   ARGV[5] now (ms)
  ARGV[6] where no call was made, the second in which one was counted   ARGV[7] and its tokens; else 0
  ARGV[8] JSON: fields and values of its audit entry, or empty

  Returns {how many branches are still to end, hops that were called and are to be woken}; -1 of them when the job does
  not wait for this one, or it has not ended.
  Guarantees: each branch counts once, as one attempt of the job, and has one entry in its log, however often it ends.
  Whoever brings the number to zero, or finds it there, adds the hop. A side call that does not run any more leaves its
  place, and what it has not used of the minute, to the next of its tenant.
]]
local called = {}
if redis.call('SREM', KEYS[4], ARGV[4]) == 1 then
  local text = redis.call('HGET', KEYS[3], 'limits')
  if text then
    -- include rate-window
    -- include tenant-limits
    if ARGV[6] ~= '0' then
      correct(KEYS[6], 'calls', ARGV[6], -1)
      correct(KEYS[6], 'tokens', ARGV[6], -ARGV[7])
    end
    called = call_waiting(open_limits(text, KEYS[3], KEYS[4], KEYS[5], KEYS[6], tonumber(ARGV[5])), 10)
  end
end
if ARGV[3] == '' then
  return { -1, called }
end
local record = redis.call('HMGET', KEYS[1], 'status', 'hop', ARGV[2], 'pending')
if record[1] ~= 'queued' or record[2] ~= ARGV[1] or not record[3] then
  return { -1, called }
end
if record[3] == '' then
  return { tonumber(record[4]), called }
end
redis.call('HSET', KEYS[1], ARGV[2], '')
redis.call('HINCRBY', KEYS[1], 'attempts', 1)
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('RPUSH', KEYS[2], ARGV[3])
if ARGV[8] ~= '' then
  redis.call('XADD', KEYS[7], '*', unpack(cjson.decode(ARGV[8])))
end
return { redis.call('HINCRBY', KEYS[1], 'pending', -1), called }
