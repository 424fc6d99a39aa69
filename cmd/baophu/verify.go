package main

import (
	"context"
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// verify compares the ledger with its kept sums, and both with the read model.
func (st *store) verify(ctx context.Context) (verdict, error) {
	// So that every entry is in the kept sums that are compared.
	if err := st.ledger.Roll(ctx); err != nil {
		return verdict{}, fmt.Errorf("roll up the ledger: %w", err)
	}
	sums, err := st.ledger.Verify(ctx)
	if err != nil {
		return verdict{}, fmt.Errorf("verify the ledger: %w", err)
	}
	v := verdict{Position: sums.Head, Entries: sums.Entries, Totals: sums.Sums, Differences: append([]string{}, sums.Differences...)}
	book, err := st.library.Book(ctx)
	if err != nil {
		return v, fmt.Errorf("read the records: %w", err)
	}
	different, err := st.compareModel(ctx, book)
	v.Differences = append(v.Differences, different...)
	return v, err
}

// compareModel reads today's sums of every unit down to the communes twice,
// from SQL and from the read model.
func (st *store) compareModel(ctx context.Context, book *coverage.Book) ([]string, error) {
	if st.model == nil {
		return nil, nil // every reading is the ledger's own
	}
	today := st.service.Today()
	var points []coverage.Point
	for _, level := range []place.Level{place.Country, place.Province, place.Commune} {
		for _, u := range book.Tree.Descendants(place.Nation, level, today) {
			for _, d := range coverage.Catalogue() {
				points = append(points, coverage.Point{Unit: u, Indicator: d.Code, Day: today})
			}
		}
	}
	var different []string
	for len(points) > 0 {
		n := min(len(points), 700)
		found, err := st.compareChunk(ctx, points[:n])
		if err != nil {
			return different, err
		}
		different, points = append(different, found...), points[n:]
	}
	return different, nil
}

// compareChunk tries again while the ledger grows between the two readings.
func (st *store) compareChunk(ctx context.Context, points []coverage.Point) ([]string, error) {
	for attempt := 0; ; attempt++ {
		kept, err := st.model.Kept(ctx, points)
		if err != nil {
			return nil, fmt.Errorf("read the read model: %w", err)
		}
		truth, err := st.ledger.Cums(ctx, points)
		if err != nil {
			return nil, fmt.Errorf("read the totals: %w", err)
		}
		if kept.At != truth.At && attempt < 20 {
			continue
		}
		var different []string
		for i, p := range points {
			if k, t := kept.Counts[i], truth.Counts[i]; k.Minus(t) != (coverage.Counts{Last: k.Last}) {
				different = append(different, fmt.Sprintf("%s %s %s: read model %+v, ledger %+v", p.Unit, p.Indicator, p.Day, k, t))
			}
		}
		return different, nil
	}
}
