// Package place knows the units of the country, as they are and as they were:
// a dated tree with levels as data, and an index that finds a unit by what
// people type.
package place

import "baophu/internal/vi"

// Code names a unit for ever. A unit of today bears its official code
// ("14", "03679"). Codes were used again in 2025 for other extents, so a
// unit that ended bears its old code behind a letter for its level: T for a
// province (T06), H for a district (H119), X for a commune (X03703). Villages
// and offices bear whatever code they were imported with.
type Code string

// Level is how high in the tree a unit stands; a smaller one is higher.
type Level int8

// The levels. Office is the second tree, that of the social-insurance
// offices, beside the first.
const (
	Country Level = iota
	Province
	District // abolished on 1 July 2025
	Commune
	Village
	Office
)

// Nation is the code of the country, the root of the tree; it always exists.
const Nation Code = "VN"

// Unit is one unit in one extent. What it became is in Successors.
type Unit struct {
	Code       Code
	Name       string   // without the kind: "Chiềng Sinh"
	Kind       string   // the Vietnamese word: "phường"; see Kinds
	Parent     Code     // Nation for a province; "" only for Nation
	Office     Code     // the social-insurance office that serves it, or ""
	Past       []Served // the offices before that one, oldest first
	From, To   vi.Day   // first and last day of validity; zero is open
	Successors []Successor
}

// Successor is a unit into which another went, whole or in part.
type Successor struct {
	Code  Code
	Whole bool
}

// Name is another spelling or an old name of a unit.
type Name struct {
	Unit Code
	Name string
}

// Match is one unit that a text may mean.
type Match struct {
	Code Code
	How  How
	// Cost orders matches of one text: 0 is exact; a smaller cost is better.
	// It holds how far the spelling is off, not how near the asker is.
	Cost int
	// OddKind: the text's kind word is another than the unit's ("xã" for a
	// phường), which people do and which Cost does not hold.
	OddKind bool
	// Off orders matches of as many slips that are as near to the asker: how
	// far the spelling is off, where a slip that comes easily counts less.
	Off int
}

// Slips tells how many slips of the finger lie between the text and the name.
func (m Match) Slips() int { return m.Cost / costSlip }

// Elsewhere tells whether the kind word is one of another level: "xã" for a
// province.
func (m Match) Elsewhere() bool { return m.Cost%costSlip >= costLevel }

// How tells by which road a name was found; the first is the surest.
type How int8

// The roads, surest first.
const (
	Exact  How = iota // letter by letter, tones and all
	Folded            // without tones and marks
	Joined            // without spaces
	Typo              // with slips of the finger
)

// Hit is a stretch of a sentence that names a unit: words[Start:End].
type Hit struct {
	Start, End int
	Matches    []Match // best first, never empty
}

// Near says who asks, so that names near the asker go first.
type Near struct {
	Units []Code // the asker's own units: an agent's villages, an official's units
	Day   vi.Day // the day the question is about; zero is the latest
}
