-- Lets nothing of a bucket pass for a while: see gcra.lua.
-- KEYS: bucket. ARGV: microseconds.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local due, parked = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) ?(%d*)$')
due, parked = tonumber(due) or now, tonumber(parked) or 0
parked = math.max(parked, now + tonumber(ARGV[1]))
redis.call('SET', KEYS[1], string.format('%.0f %.0f', due, parked), 'PX', string.format('%.0f', math.ceil((math.max(parked, due) - now) / 1000) + 1))
return 1
