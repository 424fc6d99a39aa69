package coverage

import "baophu/internal/place"

// rankDone goes by the share of the people that a rate asks for who take part,
// where nobody was assigned a number of people.
func (b *Book) rankDone(r *Ranking, rows []Row, level place.Level, i Indicator) {
	r.Fewest, r.OfRate = fewest(level), true
	for _, row := range rows {
		row.Target, row.Basis = b.Demand(row.Unit, i, r.Day)
		need := row.Target.Need(row.Denominator)
		switch {
		case !row.Rated() || row.Partial || need <= 0:
			continue
		case row.Denominator < r.Fewest:
			r.Small++
			continue
		}
		row.Have, row.Need, row.Gap = row.Participants, need, max(0, need-row.Participants)
		r.Scores = append(r.Scores, Score{Row: row, Num: row.Have, Den: row.Need})
	}
}
