-- What wrk sends, from the environment: W_METHOD, W_HEADERS (one "Name: value" a line), W_BODY with @N@ for a number of its own each time.
local body = os.getenv("W_BODY")
local base = os.time() % 100000
local count = 0

function init(args)
  wrk.method = os.getenv("W_METHOD") or "GET"
  wrk.body = body
  for line in (os.getenv("W_HEADERS") or ""):gmatch("[^\n]+") do
    local name, value = line:match("^([^:]+):%s*(.*)$")
    wrk.headers[name] = value
  end
end

if body and body:find("@N@", 1, true) then
  request = function()
    count = count + 1
    return wrk.format(nil, nil, nil, (body:gsub("@N@", string.format("%05d-%07d", base, count))))
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.stderr:write(string.format("CSV,%d,%.3f,%.3f,%.3f,%.3f,%d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    e.status + e.connect + e.read + e.write + e.timeout))
end
