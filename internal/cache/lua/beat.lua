-- Counts a process among the living, and gives how many they are.
-- KEYS: the living. ARGV: process, microseconds that it lives without another
-- beat; 0: it goes.
local time = redis.call('TIME')
local now, last = tonumber(time[1]) * 1000000 + tonumber(time[2]), tonumber(ARGV[2])
if last == 0 then return redis.call('ZREM', KEYS[1], ARGV[1]) end
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - last))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', last / 1000))
return redis.call('ZCARD', KEYS[1])
