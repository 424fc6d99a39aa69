package cache

import (
	"embed"

	"github.com/redis/go-redis/v9"
)

//go:embed lua
var luaFiles embed.FS

// scripts run within Redis. Those that write the read model are conditional
// on its generation and position, so they may run late or twice.
type scripts struct {
	apply, fill, reset, board, page, gcra, park, beat *redis.Script
}

func newScripts() scripts {
	return scripts{
		apply: script("apply"), fill: script("fill"), reset: script("reset"),
		board: script("board"), page: script("page"), gcra: script("gcra"),
		park: script("park"), beat: script("beat"),
	}
}

func script(name string) *redis.Script {
	text, _ := luaFiles.ReadFile("lua/" + name + ".lua") // embedded: it cannot be missing, and a test runs each
	return redis.NewScript(string(text))
}
