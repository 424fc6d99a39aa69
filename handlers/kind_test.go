package handlers_test

import (
	"regexp"
	"strconv"

	"baophu/bot"
)

// placeSaid is how agents are told their place among those of the commune.
var placeSaid = regexp.MustCompile(`(?:Tháng này thứ|Number) (\d+) (?:trong|of) (\d+)`)

// kind holds replies to never shaming: nobody of the lower half hears their
// place.
func (s *stage) kind(r bot.Reply) {
	s.t.Helper()
	for _, m := range placeSaid.FindAllStringSubmatch(r.Text, -1) {
		place, err := strconv.Atoi(m[1])
		if err != nil {
			s.t.Error(err)
		}
		of, err := strconv.Atoi(m[2])
		if err != nil {
			s.t.Error(err)
		}
		if 2*place > of+1 {
			s.t.Errorf("somebody is told to be number %d of %d:\n%s", place, of, r.Text)
		}
	}
}
