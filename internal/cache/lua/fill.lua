-- Keeps sums that hold at a position, if that is where Redis is.
-- KEYS: state, then a hash for each unit.
-- ARGV: generation, position, most bytes of a line, seconds to live; then for
-- each unit a number n, and n times field, line: see pack.go.
local gen = ARGV[1]
local s = redis.call('HMGET', KEYS[1], 'g', 'p')
if s[1] ~= gen or s[2] ~= ARGV[2] then return {0, s[1] or '', s[2] or ''} end

-- Both lines hold at the same position: where both have a day they agree.
local function merge(old, new)
  local texts, days = {}, {}
  for text in string.gmatch(old .. new, '[^;]+') do
    local day = tonumber(string.match(text, '^%-?%d+'))
    if not texts[day] then days[#days + 1] = day end
    texts[day] = text
  end
  table.sort(days)
  for i, day in ipairs(days) do days[i] = texts[day] end
  return table.concat(days, ';') .. ';'
end

local most, ttl = tonumber(ARGV[3]), ARGV[4]
local at = 5
for k = 2, #KEYS do
  local key, n = KEYS[k], tonumber(ARGV[at])
  at = at + 1
  if redis.pcall('HGET', key, 'g') ~= gen then
    redis.call('DEL', key)
    redis.call('HSET', key, 'g', gen)
    redis.call('EXPIRE', key, ttl)
  end
  for _ = 1, n do
    local field, line = ARGV[at], ARGV[at + 1]
    local old = redis.call('HGET', key, field)
    if old and #old + #line <= most then line = merge(old, line) end
    redis.call('HSET', key, field, line)
    at = at + 2
  end
end
return {1, gen, ARGV[2]}
