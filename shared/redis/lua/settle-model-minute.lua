--[[
  Says what a call has needed that `reserve-model-minute` let through.

  KEYS[1] last minute of the model
  ARGV[1] the second that it counts in   ARGV[2] tokens that it needed beyond what it was taken to need
  ARGV[3] calls: 0, or -1 where it was not made
]]
-- include rate-window
correct(KEYS[1], 'tokens', ARGV[1], ARGV[2])
correct(KEYS[1], 'calls', ARGV[1], ARGV[3])
correct(KEYS[1], 'open', ARGV[1], -1)
