-- Reads a page of a board, with where Redis is.
-- KEYS: state, boards. ARGV: id, 'u' or 'd', first, last (-1: to the end).
local boards, id = KEYS[2], ARGV[1]
local s = redis.call('HMGET', KEYS[1], 'g', 'p', 'r')
local meta = redis.call('HGET', boards, id)
if not (s[1] and s[2] and s[3] and meta) then return {} end
local base = boards .. ':' .. id
local n = redis.call('HLEN', base .. ':m')
if redis.call('ZCARD', base .. ':u') ~= n or redis.call('ZCARD', base .. ':d') ~= n then return {} end
local units, values = redis.call('ZRANGE', base .. ':' .. ARGV[2], ARGV[3], ARGV[4]), {}
for from = 1, #units, 500 do
  local to = math.min(from + 499, #units)
  for _, value in ipairs(redis.call('HMGET', base .. ':m', unpack(units, from, to))) do
    values[#values + 1] = value or ''
  end
end
return {s[1], s[2], s[3], meta, n, units, values}
