--[[
  Records a delivery that announces an event of the tenant itself, not of a job.

  KEYS[1] delivery record   KEYS[2] sealed message   KEYS[3] open deliveries   KEYS[4] deliveries of the endpoint
  KEYS[5] deliveries of the tenant's own events
  ARGV[1] delivery id       ARGV[2] sealed message   ARGV[3] created at (ms)   ARGV[4] next check (ms)
  ARGV[5] end of its retention (ms)                  ARGV[6] JSON: fields and values of the record

  Returns 1 recorded; 0 it has been before: however many announce one event, it is delivered once.
]]
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
redis.call('HSET', KEYS[1], unpack(cjson.decode(ARGV[6])))
redis.call('SET', KEYS[2], ARGV[2])
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
redis.call('ZADD', KEYS[4], ARGV[3], ARGV[1])
redis.call('ZADD', KEYS[5], ARGV[5], ARGV[1])
return 1
