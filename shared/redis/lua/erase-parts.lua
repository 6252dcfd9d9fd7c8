--[[
  Erases parts of what a final job holds whose retention has ended before its record's.

  KEYS[1] job record   KEYS[2] finished jobs   KEYS[3] open deliveries   KEYS[4] names of metadata values in usage
  KEYS[5..4+n]         keys to delete
  then for each delivery to drop: its record, its message, the deliveries of its endpoint
  then the sorted sets that list the job under digests of its metadata, where they go
  ARGV[1] job id       ARGV[2] version the caller saw     ARGV[3] n      ARGV[4] number of deliveries
  ARGV[5] all parts that are erased then, by comma        ARGV[6] when the next part is due (ms)
  ARGV[7] 1 where nothing is left that the job's key seals: it goes as well
  ARGV[8] when to try again what still delivers (ms)      ARGV[9] channel    ARGV[10] message up to the version
  ARGV[11..] ids of the deliveries; then the digests

  Returns 1 done; 0 the job has changed meanwhile, or is gone; 2 a delivery that was to go is pending.
  Guarantees: all of them or none; what a job has been given since the caller has read it is not left out.
]]
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[2] then
  return 0
end
local first = 5 + tonumber(ARGV[3])
local deliveries = tonumber(ARGV[4])
-- include erase-content
if still_delivers(KEYS, first, deliveries) then
  redis.call('ZADD', KEYS[2], 'XX', ARGV[8], ARGV[1])
  return 2
end
for i = 5, first - 1 do
  redis.call('DEL', KEYS[i])
end
drop_deliveries(KEYS, first, deliveries, KEYS[3], ARGV, 11)
take_off_lists(KEYS, first + 3 * deliveries, ARGV[1], KEYS[4], ARGV, 11 + deliveries)
redis.call('HSET', KEYS[1], 'erased', ARGV[5])
if ARGV[7] == '1' then
  redis.call('HDEL', KEYS[1], 'key')
end
redis.call('ZADD', KEYS[2], 'XX', ARGV[6], ARGV[1])
local after = redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('PUBLISH', ARGV[9], ARGV[10] .. ' ' .. after .. ' erased')
return 1
