package coverage

import "baophu/internal/place"

// Broadcast is a text for the agents of units, given once under its name.
type Broadcast struct {
	Name  string // of the message that ordered it
	By    Person
	Units []place.Code
	Text  string
}

// Audience is whom a broadcast reaches: agents at work or in training, but for
// whoever gives it.
type Audience struct {
	Reached     int
	Unreachable []Person // who have no chat with the bot, or closed it
	Night       bool     // it goes out in the morning
}
