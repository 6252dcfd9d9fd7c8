--[[
  Parts of erasing what a job holds.
]]
-- Whether any of the deliveries is still to be made. `first`: the place of the first one's keys, three for each.
local function still_delivers(keys, first, count)
  for i = 0, count - 1 do
    if redis.call('HGET', keys[first + 3 * i], 'status') == 'pending' then
      return true
    end
  end
  return false
end

-- Removes deliveries: record, message, place among those of its endpoint and among the open ones.
local function drop_deliveries(keys, first, count, open, ids, first_id)
  for i = 0, count - 1 do
    local at, id = first + 3 * i, ids[first_id + i]
    redis.call('DEL', keys[at], keys[at + 1])
    redis.call('ZREM', keys[at + 2], id)
    redis.call('ZREM', open, id)
  end
end

-- Takes a job off the lists from `first` on; the name of a metadata value goes with the last job that has it.
local function take_off_lists(keys, first, job, names, digests, first_digest)
  for i = first, #keys do
    redis.call('ZREM', keys[i], job)
    if redis.call('EXISTS', keys[i]) == 0 then
      redis.call('HDEL', names, digests[first_digest + i - first])
    end
  end
end
