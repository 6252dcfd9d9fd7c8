--[[
  Erases what a final job holds, leaving a tombstone; or removes it wholly when its retention has ended.

  KEYS[1] job record   KEYS[2] open jobs   KEYS[3] finished jobs   KEYS[4] partition of its status
  KEYS[5] log          KEYS[6] open deliveries          KEYS[7] names of metadata values in usage
  KEYS[8..7+n]         keys to delete: input, result, journal, deltas, feedback, deliveries of the job
  then for each delivery: its record, its body, the deliveries of its endpoint
  then the sorted sets that list the job under digests of its subject and metadata
  ARGV[1] job id       ARGV[2] now (ms)    ARGV[3] version the caller saw   ARGV[4] n
  ARGV[5] `tombstone` or `purge`           ARGV[6] channel   ARGV[7] message up to the version
  ARGV[8] when to try again what still delivers (ms)         ARGV[9] number of deliveries
  ARGV[10..] ids of the deliveries; then the digests

  Returns 1 done; 0 the job has changed meanwhile (the caller reads again); -1 no such job; 2 its retention
  has ended while a delivery is pending: it is kept until that has come to its end.
  Guarantees: the key of the job is destroyed with its content. What was written since the caller read, a delivery
  among it, is never left behind. What the job has cost stays in the ledger and in all sums.
]]
local version = redis.call('HGET', KEYS[1], 'version')
if not version then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
  return -1
end
if version ~= ARGV[3] then
  return 0
end
local purge = ARGV[5] == 'purge'
local first = 8 + tonumber(ARGV[4])
local deliveries = tonumber(ARGV[9])
-- include erase-content
if purge and still_delivers(KEYS, first, deliveries) then
  redis.call('ZADD', KEYS[3], 'XX', ARGV[8], ARGV[1])
  return 2
end
for i = 8, first - 1 do
  redis.call('DEL', KEYS[i])
end
drop_deliveries(KEYS, first, deliveries, KEYS[6], ARGV, 10)
take_off_lists(KEYS, first + 3 * deliveries, ARGV[1], KEYS[7], ARGV, 10 + deliveries)
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
if purge then
  redis.call('DEL', KEYS[1], KEYS[5])
  redis.call('ZREM', KEYS[3], ARGV[1])
else
  redis.call('HSETNX', KEYS[1], 'deleted_at', ARGV[2])
  redis.call('HDEL', KEYS[1], 'key', 'subject')
  local after = redis.call('HINCRBY', KEYS[1], 'version', 1)
  redis.call('PUBLISH', ARGV[6], ARGV[7] .. ' ' .. after .. ' deleted')
end
return 1
