package coverage

import (
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Cadence is how often somebody hears of a unit they follow.
type Cadence string

// The cadences. Alerts come with all but Never.
const (
	Daily      Cadence = "day"
	Weekly     Cadence = "week"
	Monthly    Cadence = "month"
	AlertsOnly Cadence = "alert"
	Never      Cadence = "never"
)

// Follow is one thing that a person wants to hear of unasked (theo dõi).
type Follow struct {
	Person    PersonID
	Unit      place.Code
	Indicator Indicator
	Every     Cadence
	Paused    bool
	Said      time.Time // when: an older word does not undo a newer one
}

// Follower is a person and what they follow.
type Follower struct {
	Person  Person
	Follows []Follow
}

// Vital is how a unit stands for the alerts: what can be crossed.
type Vital struct {
	Seen         time.Time       `json:"seen"`
	Day          vi.Day          `json:"day"`
	Rated        bool            `json:"rated"`
	Counted      bool            `json:"counted,omitempty"` // has no rate, and the people are known
	Participants int64           `json:"participants"`
	Denominator  int64           `json:"denominator"`
	Goals        map[string]bool `json:"goals,omitempty"` // whether each is met, by what names it
	Fell         bool            `json:"fell"`            // below 30 days ago
	Silent       bool            `json:"silent"`          // nobody has reported for some days
}

// Sighting is a vital as it was last seen; Version 0: never.
type Sighting struct {
	Unit      place.Code
	Indicator Indicator
	Version   int64
	Vital     Vital
}

// AlertKind is what an alert is about.
type AlertKind string

// The alerts.
const (
	BelowTarget AlertKind = "below_target" // fell below what was met
	BelowFloor  AlertKind = "below_floor"
	TargetMet   AlertKind = "target_met"
	FellBack    AlertKind = "fell"   // below 30 days ago
	SilentDays  AlertKind = "silent" // nobody reported for three days
	Jumped      AlertKind = "jump"   // by more than people report in a day
)

// Alert is one thing that happened to a unit, with the figures of that moment.
type Alert struct {
	ID           string     `json:"-"` // of all alerts there will be
	At           time.Time  `json:"-"`
	Kind         AlertKind  `json:"kind"`
	Unit         place.Code `json:"unit"`
	Indicator    Indicator  `json:"indicator"`
	Day          vi.Day     `json:"day"`
	Participants int64      `json:"participants"`
	Denominator  int64      `json:"denominator"`
	Was          int64      `json:"was,omitempty"`
	WasOf        int64      `json:"was_of,omitempty"`
	WasOn        vi.Day     `json:"was_on,omitempty"`
	Target       *Target    `json:"target,omitempty"`
	Floor        *Floor     `json:"floor,omitempty"`
	Gap          int64      `json:"gap,omitempty"` // people
	Event        *Event     `json:"event,omitempty"`
}

// Event is a change of policy that moves a unit's figures: a list of
// disadvantaged communes that changed, a support that ended.
type Event struct {
	Unit      place.Code
	Indicator Indicator // "": of all
	Day       vi.Day
	What      string
	Basis     string // its act
}
