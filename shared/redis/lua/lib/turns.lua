--[[
  Turns of a tenant's jobs in the queues (start-time fair queuing), for scripts that give and take them.

  The tenant's hash of turns: `weight` -> the tenant's, one when absent; `<queue> <priority class>` -> where the next turn
  of that flow begins at the earliest, in virtual tokens of the queue. The cost of a turn is in virtual tokens at weight 1;
  `now` is how far the queue has come.

  Guarantees: flows that have work share a queue as the weights of their tenants say, whatever they have waiting. A
  flow that was idle begins where the queue is: it neither saves up turns nor owes any.
]]

-- Returns where the turn begins.
local function take_turn(turns, flow, cost, now)
  local held = redis.call('HMGET', turns, flow, 'weight')
  local start = math.max(now, held[1] or 0)
  redis.call('HSET', turns, flow, start + cost / (held[2] or 1))
  return math.floor(start)
end

-- Gives back a turn that nothing was done in.
local function give_back_turn(turns, flow, cost)
  redis.call('HINCRBYFLOAT', turns, flow, -cost / (redis.call('HGET', turns, 'weight') or 1))
end
