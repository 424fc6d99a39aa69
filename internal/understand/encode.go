package understand

import (
	"slices"
	"strconv"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// Result is a meaning as `baophu understand` prints it. What does not apply
// is left out; in rows what is not known is null.
type Result struct {
	Intent       Intent             `json:"intent"`
	Rows         *[]ResultRow       `json:"rows,omitempty"`
	ZeroUnits    []string           `json:"zero_units,omitempty"`
	Units        []string           `json:"units,omitempty"`
	Ask          []Ask              `json:"ask,omitempty"`
	Reject       Reject             `json:"reject,omitempty"`
	Confirm      string             `json:"confirm,omitempty"`
	Op           Op                 `json:"op,omitempty"`
	Report       int64              `json:"report,omitempty"`
	PII          []string           `json:"pii,omitempty"`
	StoreText    *bool              `json:"store_text,omitempty"`
	Date         string             `json:"date,omitempty"`
	Meetings     int64              `json:"meetings,omitempty"`
	Attendees    int64              `json:"attendees,omitempty"`
	Registered   int64              `json:"registered,omitempty"`
	Unit         string             `json:"unit,omitempty"`
	UnitCode     place.Code         `json:"unit_code,omitempty"`
	UnitCodes    []place.Code       `json:"unit_codes,omitempty"`
	WithinCode   place.Code         `json:"within_code,omitempty"`
	Choices      []place.Code       `json:"choices,omitempty"`
	Ind          coverage.Indicator `json:"ind,omitempty"`
	AsOf         string             `json:"asof,omitempty"`
	Level        string             `json:"level,omitempty"`
	Filter       string             `json:"filter,omitempty"`
	Order        string             `json:"order,omitempty"`
	By           string             `json:"by,omitempty"`
	Limit        int                `json:"limit,omitempty"`
	ThresholdPct float64            `json:"threshold_pct,omitempty"`
	RatePct      float64            `json:"rate_pct,omitempty"`
	People       int64              `json:"people,omitempty"`
	Compare      string             `json:"compare,omitempty"`
	Days         int                `json:"days,omitempty"`
	Since        string             `json:"since,omitempty"`
	Period       coverage.Period    `json:"period,omitempty"`
	Format       string             `json:"format,omitempty"`
	Every        string             `json:"every,omitempty"`
	Topic        string             `json:"topic,omitempty"`
	Code         string             `json:"code,omitempty"`
	Person       string             `json:"person,omitempty"`
	Basis        string             `json:"basis,omitempty"`
	From         string             `json:"from,omitempty"`
	To           string             `json:"to,omitempty"`
}

// ResultRow is one row of a Result.
type ResultRow struct {
	Unit   *string         `json:"unit"`
	Ind    *string         `json:"ind"`
	Kind   *string         `json:"kind"`
	N      *int64          `json:"n"`
	Date   *string         `json:"date"`
	Of     string          `json:"of,omitempty"`
	Reason coverage.Reason `json:"reason,omitempty"`
	Months int             `json:"months,omitempty"`
	Tag    string          `json:"tag,omitempty"`
}

// Encode makes the printed form of a meaning.
func Encode(m Meaning, tree *place.Tree) Result {
	r := Result{Intent: m.Intent, Ask: m.Ask, Reject: m.Reject, Op: m.Op, Report: m.Report, PII: m.PII}
	if m.Outlier {
		r.Confirm = "outlier"
	}
	if len(m.PII) > 0 {
		r.StoreText = new(bool)
	}
	e := encoder{tree}
	switch m.Intent {
	case Report, Correct:
		r.Rows = e.rows(m)
		r.ZeroUnits = e.titles(m.Zeros)
	case ZeroReport:
		r.Units, r.Date = e.titles(m.Zeros), m.ZeroDay.String()
	case Outreach:
		e.place(&r, m.Unit)
		r.Date, r.Meetings, r.Attendees, r.Registered = m.Day.String(), m.Meetings, m.Attendees, m.Registrants
		r.Ind = m.Indicator
		if len(m.Rows) > 0 {
			r.Rows = e.rows(m)
		}
	case Leave:
		r.Topic, r.From = m.Topic, m.From.String()
		if m.To != 0 {
			r.To = m.To.String()
		}
	default:
		e.question(&r, m)
	}
	return r
}

type encoder struct{ tree *place.Tree }

// rows gives what was understood; nothing of what is refused, and no row
// whose number is still to be said exactly.
func (e encoder) rows(m Meaning) *[]ResultRow {
	if m.Reject != "" {
		return nil
	}
	rows := make([]ResultRow, 0, len(m.Rows))
	for _, row := range m.Rows {
		if !row.Known && hasAsk(m.Ask, AskExactCount) {
			continue
		}
		out := ResultRow{Unit: known(e.tree.Title(row.Unit)), Ind: known(string(row.Indicator)), Kind: known(string(row.Kind)),
			Date: known(row.Day.String()), Reason: row.Reason, Months: row.Months, Tag: row.Tag}
		if row.Known {
			out.N = &row.Count
		}
		if row.Households {
			out.Of = "households"
		}
		rows = append(rows, out)
	}
	return &rows
}

func hasAsk(asks []Ask, a Ask) bool {
	for _, x := range asks {
		if x == a {
			return true
		}
	}
	return false
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (e encoder) titles(codes []place.Code) []string {
	var list []string
	for _, c := range codes {
		list = append(list, e.tree.Title(c))
	}
	return list
}

// place gives a village by its name, any other unit by its code.
func (e encoder) place(r *Result, code place.Code) {
	switch {
	case code == "":
	case e.tree.Level(code) == place.Village:
		r.Unit = e.tree.Title(code)
	default:
		r.UnitCode = code
	}
}

func (e encoder) question(r *Result, m Meaning) {
	if m.Intent == QueryRank && m.Within != "" && m.Unit != "" || m.Within == "" || m.Intent != QueryMissing {
		e.place(r, m.Unit)
	}
	r.UnitCodes, r.WithinCode, r.Choices = m.Units, m.Within, e.today(m.Choices)
	if e.tree.Level(m.Within) == place.Village {
		r.Unit, r.WithinCode = e.tree.Title(m.Within), ""
	}
	if m.Other != "" {
		all := append([]place.Code{m.Unit, m.Other}, m.Others...)
		r.UnitCode, r.UnitCodes = "", all
		if !slices.ContainsFunc(all, func(c place.Code) bool { return e.tree.Level(c) != place.Village }) {
			r.Unit, r.UnitCodes, r.Units = "", nil, e.titles(all)
		}
	}
	r.Ind, r.AsOf, r.Level, r.Filter, r.Order, r.By, r.Limit = m.Indicator, m.AsOf.String(), m.Level, m.Filter, m.Order, m.By, m.Limit
	r.Compare, r.Days, r.Since, r.Period, r.Format = m.Compare, m.Days, m.Since, m.Period, m.Format
	r.Every, r.Topic, r.Code, r.Person, r.Basis = m.Every, m.Topic, m.Code, m.Person, m.Basis
	pct := percentOf(m.Threshold)
	if m.Intent == SetTarget {
		r.RatePct = pct
		for _, row := range m.Rows {
			r.People = row.Count
		}
		return
	}
	r.ThresholdPct = pct
}

// today gives units of old that became one of today's by that one's code.
func (e encoder) today(codes []place.Code) []place.Code {
	var list []place.Code
	for _, code := range codes {
		if now := e.tree.Now(code); !e.tree.Alive(code, 0) && len(now) == 1 {
			code = now[0].Code
		}
		list = append(list, code)
	}
	return compact(list)
}

// percentOf gives a rate in percent as people write it.
func percentOf(rate coverage.Rate) float64 {
	f, err := strconv.ParseFloat(strconv.FormatInt(int64(rate), 10)+"e-4", 64)
	if err != nil {
		return 0
	}
	return f
}
