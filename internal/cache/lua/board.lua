-- Puts a staged board in place, if Redis is at the position it holds at.
-- KEYS: state, boards, staged scores up, staged scores down, staged members.
-- ARGV: generation, position, id, meta, members, most boards, seconds to live;
-- then what changed since it was staged: unit, value, score up, score down.
local boards, id, n = KEYS[2], ARGV[3], tonumber(ARGV[5])
local s = redis.call('HMGET', KEYS[1], 'g', 'p')
if s[1] ~= ARGV[1] or s[2] ~= ARGV[2] then return {0, s[1] or '', s[2] or ''} end
if redis.call('ZCARD', KEYS[3]) ~= n or redis.call('ZCARD', KEYS[4]) ~= n or redis.call('HLEN', KEYS[5]) ~= n then
  return {-1, s[1], s[2]}
end

if redis.call('HLEN', boards) >= tonumber(ARGV[6]) then
  for _, other in ipairs(redis.call('HKEYS', boards)) do
    if redis.call('EXISTS', boards .. ':' .. other .. ':m') == 0 then redis.call('HDEL', boards, other) end
  end
  if redis.call('HLEN', boards) >= tonumber(ARGV[6]) then return {-1, s[1], s[2]} end
end

for at = 8, #ARGV, 4 do
  redis.call('HSET', KEYS[5], ARGV[at], ARGV[at + 1])
  redis.call('ZADD', KEYS[3], ARGV[at + 2], ARGV[at])
  redis.call('ZADD', KEYS[4], ARGV[at + 3], ARGV[at])
end
for i, part in ipairs({':u', ':d', ':m'}) do
  redis.call('RENAME', KEYS[2 + i], boards .. ':' .. id .. part)
  redis.call('EXPIRE', boards .. ':' .. id .. part, ARGV[7])
end
redis.call('HSET', boards, id, ARGV[4])
return {1, s[1], s[2]}
