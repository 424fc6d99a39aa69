package coverage

// RowOf gives a standing as a row of a list or picture, held to what lists hold
// it to: its own target, or that of the unit it lies in.
func (b *Book) RowOf(st Standing) Row {
	r := Row{Unit: st.Unit, Title: st.Title, Participants: st.Participants, Known: st.Known,
		Partial: st.Partial() || st.Denominator.Partial(), Contradicted: b.contradicted(st.Unit, st.Indicator, st.AsOf),
		Illustrative: st.Illustrative || st.Denominator.Illustrative}
	if !st.Rated() {
		return r
	}
	r.Denominator = st.Denominator.Value
	r.Target, r.Basis = b.Demand(st.Unit, st.Indicator, st.AsOf)
	r.Gap = r.short()
	return r
}
