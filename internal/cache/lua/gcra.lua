-- Lets one event pass, or says in how many microseconds it would; then how far
-- ahead of now the bucket is.
-- KEYS: bucket. ARGV: microseconds between events, burst, lateness: an event
-- that comes so late does not put off those behind it.
-- The bucket is when it is empty again, and perhaps until when nothing may pass.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local gap, burst, late = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local due, parked = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) ?(%d*)$')
due, parked = tonumber(due) or now, tonumber(parked) or 0
-- It is never further ahead than a full bucket: another server's clock may have been.
if due < now - gap then due = now end -- nobody waited for it
local at = math.min(math.max(due, now - late), now + burst * gap)
local wait = math.max(at + gap - burst * gap, parked) - now
if wait > 0.5 then return string.format('%.0f %.0f', math.ceil(wait), math.max(due - now, 0)) end
at = at + gap
redis.call('SET', KEYS[1], string.format('%.0f', at), 'PX', string.format('%.0f', math.ceil((at + late - now) / 1000) + 1))
return string.format('0 %.0f', math.max(at - now, 0))
