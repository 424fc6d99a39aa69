// Package understand reads a message and says what it means: a report, a
// question, a correction, or what must be asked before anything is booked.
// It is pure: the same message by the same speaker at the same moment always
// means the same. Unclear is asked, never guessed.
package understand

import (
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Intent is what a message is for.
type Intent string

// The intents; the closed list that `baophu understand` prints.
const (
	Report           Intent = "report"
	ZeroReport       Intent = "zero_report"
	Correct          Intent = "correct"
	Undo             Intent = "undo"
	Outreach         Intent = "outreach"
	RefusePII        Intent = "refuse_pii"
	Unclear          Intent = "unclear"
	Confirm          Intent = "confirm"
	Cancel           Intent = "cancel"
	QueryStatus      Intent = "query_status"
	QueryGap         Intent = "query_gap"
	QueryList        Intent = "query_list"
	QueryRank        Intent = "query_rank"
	QueryCompare     Intent = "query_compare"
	QueryMissing     Intent = "query_missing"
	QueryPlan        Intent = "query_plan"
	QueryForecast    Intent = "query_forecast"
	QueryTarget      Intent = "query_target"
	QueryResponsible Intent = "query_responsible"
	QuerySelf        Intent = "query_self"
	Export           Intent = "export"
	Subscribe        Intent = "subscribe"
	Remind           Intent = "remind"
	SetTarget        Intent = "set_target"
	Assign           Intent = "assign"
	Administer       Intent = "administer"
	BindGroup        Intent = "bind_group"
	PolicyQuestion   Intent = "policy_question"
	Join             Intent = "join"
	Help             Intent = "help"
	SetLanguage      Intent = "set_language" // Topic "vi" or "en", "" to be asked
	Announce         Intent = "announce"     // a text for the agents of a unit
	SetHours         Intent = "set_hours"    // when those who are silent are reminded
	Link             Intent = "link"         // to use the bot from one more chat
	Review           Intent = "review"       // to approve or send back flagged reports
	Leave            Intent = "leave"        // not to work From..To, To 0 for nobody knows how long; Topic BackAtWork
)

// Ask is one thing that must be asked back before anything is booked.
type Ask string

// The questions asked back.
const (
	AskIndicator    Ask = "indicator"
	AskCount        Ask = "count"
	AskExactCount   Ask = "exact_count"
	AskUnit         Ask = "unit"
	AskDate         Ask = "date"
	AskDayOrMonth   Ask = "day_or_month_total"
	AskTN           Ask = "tn_meaning"
	AskConfirmTN    Ask = "confirm_bhxh_tn"
	AskRegistered   Ask = "indicator_of_registered"
	AskColumns      Ask = "columns"
	AskLegalBasis   Ask = "legal_basis"
	AskPerson       Ask = "person"
	AskConfirmation Ask = "confirm"
)

// Reject is why a message is refused.
type Reject string

// The reasons to refuse.
const (
	MoneyIsNoCount Reject = "money_is_not_a_count"
	FutureDate     Reject = "future_date"
	TooOld         Reject = "too_old"
)

// Op is how figures are corrected.
type Op string

// The corrections.
const (
	ReplaceLast Op = "replace_last" // the last entry of that village and indicator
	Replace     Op = "replace"      // the entry of that day
	SetTotal    Op = "set_total"    // the day's total becomes this
	Decrement   Op = "decrement"    // that many fewer
	MoveUnit    Op = "move_unit"    // the last report belongs to another village
	UndoLast    Op = "undo_last"
)

// The Topics of a QuerySelf that asks for reports.
const (
	TopicReports = "reports" // the list of one's own
	TopicReport  = "report"  // the one named by number
)

// TopicHistory is the Topic of a QuerySelf that asks what one reported, day by
// day; Period is the month asked for, "" for the last two weeks.
const TopicHistory = "history"

// Row is one figure of a report or correction. What the message leaves open
// is the zero value: Unit "", Indicator "", Kind "", Day 0, Known false.
type Row struct {
	Unit       place.Code
	Choices    []place.Code // the units meant, where Unit is open for being several
	Indicator  coverage.Indicator
	Kind       coverage.Kind
	Count      int64
	Known      bool // Count is given
	Day        vi.Day
	Reason     coverage.Reason
	Months     int
	Tag        string
	Households bool // the count is of households, not of people
}

// Meaning is what a message means to whoever sent it.
type Meaning struct {
	Intent  Intent
	Rows    []Row // reports and corrections
	Zeros   []place.Code
	ZeroDay vi.Day
	Later   vi.Day // the day to come of figures that stand beside those of Rows and are left out, or 0
	Ask     []Ask
	Reject  Reject
	Outlier bool // an unusual number: confirm once more
	Op      Op
	Report  int64    // the report named by number ("hủy 4711"), or 0
	PII     []string // kinds of personal data found

	// Outreach.
	Day                              vi.Day
	Meetings, Attendees, Registrants int64

	// Questions. Unit is the one asked about; Units where an old unit became
	// several; Choices where the name fits several and must be asked.
	Unit      place.Code
	Units     []place.Code
	Asked     place.Code   // the old unit that was named, where Unit or Units succeed it
	Other     place.Code   // the second unit of a comparison
	Others    []place.Code // the third of it, and further ones
	Ahead     vi.Day       // the day asked about, where it has not come: AsOf is today then
	Heard     string       // how a place was written, where that is the name of none, or of another
	Choices   []place.Code
	Within    place.Code
	Indicator coverage.Indicator
	AsOf      vi.Day
	Level     string // commune, village, province, agent
	Filter    string // below, fell
	Order     string // asc, desc
	By        string // of a ranking: rate, growth, gap, plan; "" is rate
	Limit     int
	Threshold coverage.Rate // 0: none given
	Compare   string        // same_period_last_year, unit, plan, start_year
	Days      int
	Since     string // ntm_recognition, or a day
	Period    coverage.Period
	Format    string // xlsx, csv, json, png
	Every     string // day, week, month, alert, never, pause, resume, list
	Topic     string
	Code      string        // of an invitation
	Person    string        // a person named
	Giver     string        // whose area is handed over
	Role      coverage.Role // of an invitation
	Basis     string        // the act a target rests on
	Measure   string        // of a question about reporting: Completeness, Timeliness, or "" for who is silent
	From, To  vi.Day        // the days that a Measure is of; of another question From..AsOf, From 0 for one day
	Own       bool          // of the asker alone
	Text      string        // of an announcement, as it was typed
	RemindAt  string        // HH:MM, "off", "usual" for what is usual; "" where not said
	ListAt    string        // likewise
	FollowUp  bool          // the subject is that of the question before
	Table     []TableLine   // of a pasted table whose columns must be asked

	// Also is the question that stands beside a report in the same message:
	// "noong la 5 hgđ, xã mình đạt bao nhiêu rồi". The report goes first.
	Also *Meaning

	Aspect  string // Reasons, Meetings, Renewals, Breakdown, Uncovered; "" is the figure
	Against vi.Day // the earlier day a figure is set beside, 0 for none
	Page    int    // of a list, from 1; 0 where none is named
}

// TableLine is one line of a pasted table.
type TableLine struct {
	Units  []place.Code // one, several where the name fits several, none where unknown
	Counts []int64
}

// Speaker is who wrote.
type Speaker struct {
	Role     coverage.Role
	Villages []place.Code // an agent's
	Units    []place.Code // an official's or admin's
	Commune  place.Code   // an agent's
	Usual    int64        // people an agent reports on a usual day, 0 unknown
}

// Setting is the moment of a message.
type Setting struct {
	Speaker  Speaker
	Now      time.Time      // when it was sent
	Location *time.Location // whose days count; Asia/Ho_Chi_Minh
}
