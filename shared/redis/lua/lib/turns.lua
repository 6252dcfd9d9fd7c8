--[[
  Turns of a tenant's jobs in the queues (start-time fair queuing), for scripts that give and take them.

  The tenant's hash of turns: `<queue> <priority class>` -> where the next turn of that flow begins at the earliest,
  in virtual tokens of the queue. A turn is {flow, cost (virtual tokens at weight 1)} and, to take it, `now`: how far
  the queue has come.

  Guarantees: flows that have work share a queue as the weights of their tenants say, whatever they have waiting. A
  flow that was idle begins where the queue is: it neither saves up turns nor owes any.
]]
local function weighed(tenant, cost)
  return cost / tonumber(redis.call('HGET', tenant, 'weight') or 1)
end

-- Returns where the turn begins, as a text of digits.
local function take_turn(turns, tenant, turn)
  local start = math.max(turn.now, tonumber(redis.call('HGET', turns, turn.flow) or 0))
  redis.call('HSET', turns, turn.flow, string.format('%.6f', start + weighed(tenant, turn.cost)))
  return string.format('%.0f', math.floor(start))
end

-- Gives back a turn that nothing was done in.
local function give_back_turn(turns, tenant, turn)
  redis.call('HINCRBYFLOAT', turns, turn.flow, -weighed(tenant, turn.cost))
end
