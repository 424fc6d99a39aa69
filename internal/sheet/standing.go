package sheet

import "baophu/internal/coverage"

// Figure is one unit's standing. Numbers that are not known are null.
type Figure struct {
	Unit         string         `json:"unit_code"`
	Title        string         `json:"unit"`
	Indicator    string         `json:"indicator"`
	AsOf         string         `json:"as_of"`
	Participants *int64         `json:"participants"`
	Denominator  *int64         `json:"denominator"`
	Rate         *int64         `json:"rate_bp"`
	Partial      bool           `json:"partial"`
	Parts        int            `json:"parts,omitempty"`          // of a partial figure: of how many places it is made up
	PartsKnown   int            `json:"parts_known,omitempty"`    // of them, those with a number
	Stated       *int64         `json:"rate_stated_bp,omitempty"` // what the source states, where its own count comes to another rate
	Illustrative bool           `json:"illustrative"`
	Targets      []FigureTarget `json:"targets"`
	Same         *FigureSame    `json:"same_period"`
	Forecast     *string        `json:"forecast_on"`
	Baseline     *string        `json:"baseline_as_of"`
	LastTally    *string        `json:"last_tally_at"`
}

// partsKnown tells of how many places a figure is made up and how many of them
// have a number: of the people it is held against, where only those lack some.
func partsKnown(st coverage.Standing) (known, parts int) {
	switch {
	case !st.Known:
		return 0, 0
	case st.Partial():
		return st.Parts - st.Missing, st.Parts
	case st.Denominator.Partial():
		return st.Denominator.Parts - st.Denominator.Missing, st.Denominator.Parts
	}
	return 0, 0
}

// FigureTarget is a target of a figure, and how far it is.
type FigureTarget struct {
	Measure string  `json:"measure"`
	Value   float64 `json:"value"` // percent, or people
	Period  string  `json:"period"`
	Basis   string  `json:"basis"`
	Gap     *int64  `json:"gap_people"`
	AtMost  bool    `json:"gap_at_most,omitempty"` // a part of the figure is not known: the gap may be smaller
	Pace    *int64  `json:"pace_people"`
}

// FigureSame is the figure of the same day last year.
type FigureSame struct {
	Participants int64  `json:"participants"`
	Delta        *int64 `json:"delta"` // null where the two are not of the same parts
}

// FigureOf gives a standing as a figure.
func FigureOf(st coverage.Standing) Figure {
	f := Figure{Unit: string(st.Unit), Title: st.Title, Indicator: string(st.Indicator), AsOf: st.AsOf.String(),
		Partial: st.Known && st.Partial(), Illustrative: st.Illustration(), Targets: []FigureTarget{}}
	if known, parts := partsKnown(st); known < parts {
		f.Partial, f.Parts, f.PartsKnown = true, parts, known
	}
	if st.Contradicted() {
		stated := int64(st.Published.Stated) / 100
		f.Stated = &stated
	}
	if st.Known {
		f.Participants = &st.Participants
		baseline := st.AsOfBaseline().String()
		f.Baseline = &baseline
	}
	if st.Denominator.Known {
		f.Denominator = &st.Denominator.Value
	}
	if st.Rated() {
		bp := coverage.BasisPoints(st.Participants, st.Denominator.Value)
		f.Rate = &bp
	}
	for _, t := range st.Targets {
		f.Targets = append(f.Targets, targetOf(t))
		if f.Forecast == nil && !t.Forecast.On.IsZero() {
			on := t.Forecast.On.String()
			f.Forecast = &on
		}
	}
	if st.Same != nil {
		f.Same = &FigureSame{Participants: st.Same.Participants}
		if st.Same.Alike {
			f.Same.Delta = &st.Same.Delta
		}
	}
	if !st.LastTally.IsZero() {
		at := st.LastTally.Format("2006-01-02T15:04:05Z07:00")
		f.LastTally = &at
	}
	return f
}

func targetOf(p coverage.Progress) FigureTarget {
	t := FigureTarget{Measure: string(p.Target.Measure), Value: float64(p.Target.People), Period: string(p.Target.Period), Basis: p.Target.Basis}
	if p.Target.Measure == coverage.RatePct {
		t.Value = float64(p.Target.Rate) / 10_000
	}
	if p.Known {
		t.Gap, t.AtMost = &p.Gap, p.Partial
	}
	if p.PaceKnown {
		t.Pace = &p.Pace
	}
	return t
}
