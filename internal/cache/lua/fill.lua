-- Keeps sums that hold at a position, if that is where Redis is.
-- KEYS: state, then a hash for each unit.
-- ARGV: generation, position, most fields a hash may have, seconds to live;
-- then for each unit a number n, and n times field, counts.
local gen = ARGV[1]
local s = redis.call('HMGET', KEYS[1], 'g', 'p')
if s[1] ~= gen or s[2] ~= ARGV[2] then return {0, s[1] or '', s[2] or ''} end
local most, ttl = tonumber(ARGV[3]), ARGV[4]
local at = 5
for k = 2, #KEYS do
  local key, n = KEYS[k], tonumber(ARGV[at])
  at = at + 1
  if redis.pcall('HGET', key, 'g') ~= gen or redis.call('HLEN', key) + n > most then
    redis.call('DEL', key)
    redis.call('HSET', key, 'g', gen)
    redis.call('EXPIRE', key, ttl)
  end
  for _ = 1, n do
    redis.call('HSET', key, ARGV[at], ARGV[at + 1])
    at = at + 2
  end
end
return {1, gen, ARGV[2]}
