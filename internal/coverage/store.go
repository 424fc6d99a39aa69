package coverage

import (
	"context"
	"errors"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// What a store may answer besides a failure of its own.
var (
	ErrUnknown   = errors.New("unknown")       // no such person, unit, report
	ErrDuplicate = errors.New("counted once")  // the message is in the ledger already
	ErrStale     = errors.New("records moved") // decide again from fresh records
	ErrForbidden = errors.New("forbidden")
	ErrExpired   = errors.New("expired")
	ErrTaken     = errors.New("taken")
)

// Point asks for the sum of all entries of a unit's subtree for an indicator
// up to and with a day.
type Point struct {
	Unit      place.Code
	Indicator Indicator
	Day       vi.Day
}

// Reading is the answer to points, in their order, all at one position.
type Reading struct {
	Counts []Counts
	At     Position
}

// Tallies reads kept sums. No reading scans the ledger.
type Tallies interface {
	Cums(ctx context.Context, points []Point) (Reading, error)
}

// Journal reads single entries; every question is bounded by its caller.
type Journal interface {
	// Entries gives the entries of units (not of what is below them) on days
	// from..to, in the ledger's order, taken-back ones and their reversals too.
	Entries(ctx context.Context, units []place.Code, from, to vi.Day) ([]Entry, error)
	// By gives a person's latest reports, newest first, at most limit, each
	// with all the entries that bear its report number.
	By(ctx context.Context, person PersonID, limit int) ([][]Entry, error)
	// Report gives the entries of one report, and who made it; ErrUnknown.
	Report(ctx context.Context, number int64) ([]Entry, error)
	// ByMessage gives the entries a message brought, it and its edits.
	ByMessage(ctx context.Context, message string) ([]Entry, error)
	// DaySums gives, by person, what stands of their reports on the days
	// from..to, in the days' order; a day with a report of nothing has a row of
	// 0.
	DaySums(ctx context.Context, people []PersonID, from, to vi.Day) (map[PersonID][]DaySum, error)
}

// DaySum is what stands of a person's reports of a day for an indicator.
type DaySum struct {
	Day       vi.Day
	Indicator Indicator
	New       int64 // people
}

// Roll reads people.
type Roll interface {
	// Person gives who writes under an account of a platform; ErrUnknown.
	Person(ctx context.Context, account string) (Person, error)
	// Holders gives the people who hold a role in any of the units.
	Holders(ctx context.Context, role Role, units []place.Code) ([]Person, error)
	// ByName gives the people of a name, letter case and tones apart.
	ByName(ctx context.Context, name string) ([]Person, error)
	// Redeem makes the account's owner a person by an invitation; again by
	// the same account it gives the same person. ErrUnknown, ErrExpired,
	// ErrForbidden; ErrTaken where a code links an account of somebody else's.
	Redeem(ctx context.Context, account, code, shownName string) (Person, error)
	// Link gives a one-time code by which the person's next account is known
	// as theirs; Redeem takes it.
	Link(ctx context.Context, person PersonID, ttl time.Duration) (code string, err error)
}

// Echo is what a text may repeat.
type Echo struct {
	Report    int64     // made with the same text by the same account; 0: none
	At        time.Time // when
	Elsewhere bool      // the same person reported by another account lately
}

// Archive reads the reference records.
type Archive interface {
	Records(ctx context.Context) (Records, error)
	Revision(ctx context.Context) (int64, error)
}

// Booking is what one message asks the ledger to write. It was computed from
// a reading at Read and the records of Revision; between that and its commit
// others may have written. Decide is called inside the commit, with all the
// entries since Read, and gives the entries to append (or the refusal), so
// that a check on stored figures holds at the commit. It must be quick and
// must not do I/O. It may be called more than once.
type Booking struct {
	Author   PersonID
	Read     Position
	Revision int64
	Decide   func(since []Entry) ([]Entry, error)
	Review   *Review // written with it: once of its report, else ErrStale
}

// Receipt says what was appended.
type Receipt struct {
	Report  int64   // number of the report, 0 where nothing was appended
	Entries []Entry // as appended, numbered
	Since   []Entry // others' entries between Booking.Read and the commit
	At      time.Time
}

// Board names one ranking: the units of a level within a unit, by the rate of
// an indicator on a day, under one state of the records.
type Board struct {
	Within    place.Code
	Level     place.Level
	Indicator Indicator
	Day       vi.Day
	Revision  int64
}

// Member is one unit of a board. Tallies of days later than After count on
// top of the baseline; Participants holds them already.
type Member struct {
	Unit                      place.Code
	Participants, Denominator int64
	After                     vi.Day
}

// Boards keeps rankings ready. Members come best rate first (desc) or worst
// first; equal rates by unit code. load computes a board that is not kept.
type Boards interface {
	Ranked(ctx context.Context, b Board, desc bool, offset, limit int,
		load func(context.Context) ([]Member, Position, error)) (page []Member, total int, err error)
}

// Amendment is a change of the reference records and what comes with it, all
// or nothing. What it names again is replaced (a unit by its code, a baseline
// by unit, indicator and day, and so on by what identifies each); what it
// does not name stays.
type Amendment struct {
	Records Records // Revision is not read
	People  []Posting
	Tallies []Entry  // Source set; an entry whose source is known adds nothing
	Agents  []string // beside Tallies: the name of each entry's agent, or ""
	By      PersonID
	Note    string // for the audit log: file names, or the command
}

// Held is what is kept already of what an amendment names besides records.
type Held struct {
	People  []Person        // of the names posted
	Sources map[string]bool // of the tallies, those that were counted before
}
