-- Lets one event pass, or says in how many microseconds it would.
-- KEYS: bucket. ARGV: microseconds between events, burst.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local gap, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = tonumber(redis.call('GET', KEYS[1]) or now)
-- Never further ahead than a full bucket: another server's clock may have been.
due = math.min(math.max(due, now), now + burst * gap)
local wait = due + gap - burst * gap - now
if wait > 0.5 then return string.format('%.0f', math.ceil(wait)) end
redis.call('SET', KEYS[1], string.format('%.0f', due + gap), 'PX', string.format('%.0f', math.ceil((due + gap - now) / 1000) + 1))
return '0'
