-- Begins a new generation, if the one seen is still there.
-- KEYS: state, boards. ARGV: generation seen, the new one, position, revision, mark.
local s = redis.pcall('HMGET', KEYS[1], 'g', 'p') -- an error where something else took the key: it is replaced
if (s[1] or '') ~= ARGV[1] then return {0, s[1] or '', s[2] or ''} end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('HSET', KEYS[1], 'g', ARGV[2], 'p', ARGV[3], 'r', ARGV[4], 'k', ARGV[5])
return {1, ARGV[2], ARGV[3]}
