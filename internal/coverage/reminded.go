package coverage

// Reminded is what became of a wish to remind those who have not reported.
type Reminded struct {
	Silent      int      // agents with a village that has not reported
	Sent        int      // of them, reminded now
	Lately      int      // reminded within the hour, and so left alone
	Spared      int      // of Sent, whom the day's own reminder leaves alone
	SparedAt    string   // when that one goes out, HH:MM; "" where at several times
	Unreachable []Person // who have no chat with the bot, or closed it
	Rest        Rest     // why nobody was reminded
	Holiday     string   // its name, of a Rest for one
}

// Rest is why nobody is written to unasked.
type Rest string

// The reasons to rest.
const (
	Awake   Rest = ""
	Night   Rest = "night"   // 21:00 to 7:00
	Holiday Rest = "holiday" // a public holiday
)
