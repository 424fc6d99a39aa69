// Package cache is Redis: a read model of the ledger, what a chat spoke of
// last, order over replicas, rates and leases. Redis is never the truth.
// Whatever happens to it, figures stay right (they come from SQL then) and
// calls stay quick (a breaker answers for a Redis that does not).
//
// # The read model
//
// A figure is the sum of a unit's entries for an indicator up to a day. Redis
// keeps the sums that were asked, each unit's in one hash, and beside them one
// state: a generation (a random word), the ledger position up to which every
// kept sum counts, and the revision of the records whose tree it was made by.
// Every hash bears the generation it belongs to.
//
// What Redis holds under one generation is therefore a function of the
// position alone: sums at position P are the sums of entries 1..P. An older
// snapshot, a replica that lagged, a script that ran late or a second time
// cannot make it wrong, because every write names the generation and the
// position it starts from and does nothing when Redis is elsewhere. Lost
// hashes are filled again; a lost state begins a new generation, and what
// bears the old one is as good as gone.
//
// Each process also holds the tail: the last few thousand entries, indexed.
// A reading is the kept sums at P plus the tail's entries after P, so whoever
// committed sees it at once, though Redis is brought up only every few dozen
// milliseconds, by one script for many commits. What cannot be had so, and
// whatever is in doubt, is read from SQL.
package cache
