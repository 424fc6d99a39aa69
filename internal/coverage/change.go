package coverage

import "time"

// Change is one line of the audit log: who changed which records, and when.
type Change struct {
	At       time.Time      `json:"at"`
	By       PersonID       `json:"by"`
	Revision int64          `json:"revision"` // the state it made
	Note     string         `json:"note"`     // what, and by which message
	Changed  map[string]int `json:"changed"`  // how many of each kind of record
}
