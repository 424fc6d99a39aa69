package sheet

import (
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// eventsKind is changes of policy that move a unit's figures: a list of
// disadvantaged communes that changed, a support that ended.
func eventsKind() kind {
	return kind{
		name: "events", title: "sự kiện chính sách", read: (*reading).eventRow,
		columns: []column{
			col("unit_code", true, "ma don vi", "ma"), col("happened_on", true, "ngay xay ra", "ngay su kien"),
			col("what", true, "su kien", "noi dung"), col("indicator", false, "chi tieu", "loai bao hiem"), col("basis", false, "can cu", "van ban"),
		},
	}
}

type eventID struct {
	unit      place.Code
	indicator coverage.Indicator
	day       vi.Day
	what      string
}

func eventKey(e coverage.Event) eventID { return eventID{e.Unit, e.Indicator, e.Day, e.What} }

func (r *reading) eventRow(w *row) {
	e := coverage.Event{Unit: w.unit(), Day: w.day("happened_on"), What: w.free("what"), Basis: w.free("basis")}
	if w.text("indicator") != "" {
		e.Indicator = pick(w, "indicator", w.r.words.indicators)
	}
	if e.What == "" {
		w.needed("what")
	}
	put(w, &r.out.Records.Events, eventKey(e), e)
}
