-- Brings everything kept from one ledger position to another, or does nothing.
-- KEYS: state, boards, then a hash for each unit touched.
-- ARGV: generation, from, to, mark of the entry at to; then for each unit its
-- code, a number n, and n times indicator, day, counts.
local state, boards, gen = KEYS[1], KEYS[2], ARGV[1]
local s = redis.call('HMGET', state, 'g', 'p')
if s[1] ~= gen or s[2] ~= ARGV[2] then return {0, s[1] or '', s[2] or ''} end

-- Without its generation the state is trusted by nobody: should this script
-- break half-way, what it left behind is not read.
redis.call('HDEL', state, 'g')

local function split(text)
  local parts = {}
  for word in string.gmatch(text, '%S+') do parts[#parts + 1] = word end
  return parts
end

-- The ninth is a time in nanoseconds, beyond what a Lua number holds exactly:
-- the later of two is told by their digits.
local function add(sum, more)
  for i = 1, 8 do
    if more[i] then sum[i] = string.format('%.0f', tonumber(sum[i] or 0) + tonumber(more[i])) else sum[i] = sum[i] or '0' end
  end
  local a, b = sum[9] or '0', more[9] or '0'
  if #b > #a or (#b == #a and b > a) then sum[9] = b else sum[9] = a end
end

local function push(lists, name, item)
  local list = lists[name]
  if not list then
    list = {}
    lists[name] = list
  end
  list[#list + 1] = item
end

-- A line is "day counts;day counts;": see pack.go.
local function raise(key, indicator, changes)
  local line = redis.call('HGET', key, 'i:' .. indicator)
  if not line then return end
  local days, changed = {}, false
  for text in string.gmatch(line, '[^;]+') do
    local day, sum = tonumber(string.match(text, '^%-?%d+'))
    for _, change in ipairs(changes) do
      if change.day <= day then
        sum = sum or split(string.match(text, ' (.*)$'))
        add(sum, change.counts)
      end
    end
    if sum then
      changed, text = true, string.format('%d', day) .. ' ' .. table.concat(sum, ' ')
    end
    days[#days + 1] = text
  end
  if changed then redis.call('HSET', key, 'i:' .. indicator, table.concat(days, ';') .. ';') end
end

local nets = {}
local at = 5
for k = 3, #KEYS do
  local unit, n = ARGV[at], tonumber(ARGV[at + 1])
  at = at + 2
  local changes = {}
  for _ = 1, n do
    local indicator, day, counts = ARGV[at], tonumber(ARGV[at + 1]), split(ARGV[at + 2])
    at = at + 3
    push(changes, indicator, {day = day, counts = counts})
    local net = tonumber(counts[1]) - tonumber(counts[3] or 0)
    if net ~= 0 then push(nets, indicator, {unit = unit, day = day, net = net}) end
  end
  -- pcall: a key that is no hash of ours is not ours to break at
  if redis.pcall('HGET', KEYS[k], 'g') == gen then
    for indicator, list in pairs(changes) do raise(KEYS[k], indicator, list) end
  end
end

local function score(participants, denominator)
  if denominator <= 0 then return 'inf', 'inf' end
  local rate = participants / denominator
  return string.format('%.17g', rate), string.format('%.17g', -rate)
end

local function members(key, units)
  local found = {}
  for from = 1, #units, 500 do
    local to = math.min(from + 499, #units)
    local values = redis.call('HMGET', key, unpack(units, from, to))
    for i = from, to do found[i] = values[i - from + 1] end
  end
  return found
end

local function rerank(base, day, changes)
  local units, of = {}, {}
  for _, change in ipairs(changes) do
    if change.day <= day then
      if not of[change.unit] then units[#units + 1] = change.unit end
      push(of, change.unit, change)
    end
  end
  if #units == 0 then return true end
  for i, value in ipairs(members(base .. ':m', units)) do
    if value then
      local unit = units[i]
      local m = split(value)
      local participants, after = tonumber(m[1]), tonumber(m[3])
      for _, change in ipairs(of[unit]) do
        -- Before the baseline it counts for nothing, unless the member is a sum
        -- of parts with baselines of other days: computed anew, it is right.
        if change.day <= after then return false end
        participants = participants + change.net
      end
      local up, down = score(participants, tonumber(m[2]))
      redis.call('HSET', base .. ':m', unit, string.format('%.0f', participants) .. ' ' .. m[2] .. ' ' .. m[3])
      redis.call('ZADD', base .. ':u', up, unit)
      redis.call('ZADD', base .. ':d', down, unit)
    end
  end
  return true
end

if next(nets) then
  local kept = redis.call('HGETALL', boards)
  for i = 1, #kept, 2 do
    local id, base = kept[i], boards .. ':' .. kept[i]
    local g, day, n, indicator = string.match(kept[i + 1], '^(%S+) (%-?%d+) (%d+) (.*)$')
    if g ~= gen then
      redis.call('HDEL', boards, id)
    elseif nets[indicator] then
      n = tonumber(n)
      -- A board that lost a part of itself is dropped whole.
      local whole = redis.call('ZCARD', base .. ':u') == n and redis.call('ZCARD', base .. ':d') == n and redis.call('HLEN', base .. ':m') == n
      if not (whole and rerank(base, tonumber(day), nets[indicator])) then
        redis.call('DEL', base .. ':u', base .. ':d', base .. ':m')
        redis.call('HDEL', boards, id)
      end
    end
  end
end

redis.call('HSET', state, 'g', gen, 'p', ARGV[3], 'k', ARGV[4])
return {1, gen, ARGV[3]}
