package coverage

// Indicator is the stable code of one thing that is counted.
type Indicator string

// The built-in indicators.
const (
	BHYT         Indicator = "bhyt"      // bao phủ BHYT
	Household    Indicator = "bhyt_hgd"  // BHYT hộ gia đình, a part of BHYT
	Pupils       Indicator = "bhyt_hssv" // BHYT học sinh, sinh viên, a part of BHYT
	Voluntary    Indicator = "bhxh_tn"   // BHXH tự nguyện, a part of BHXH
	Compulsory   Indicator = "bhxh_bb"   // BHXH bắt buộc, a part of BHXH
	BHXH         Indicator = "bhxh"      // BHXH, both
	Unemployment Indicator = "bhtn"      // bảo hiểm thất nghiệp

	// Activity is no indicator people may name: under it the ledger keeps
	// how many reports a unit made on a day, zero reports among them.
	Activity Indicator = ""

	// Delivered and OnTime are no indicators people may name either: under them
	// the ledger keeps on how many days villages were reported, each day of
	// each village once, and on how many of those in time; as Reports.
	Delivered Indicator = "delivered"
	OnTime    Indicator = "on_time"
)

// Base is what a rate is a share of.
type Base string

// The denominators. NoBase: the indicator is measured against a plan in people.
const (
	NoBase      Base = ""
	Population  Base = "population"
	LabourForce Base = "labour_force"
	Students    Base = "students"
)

// Description is one row of the catalogue of indicators.
type Description struct {
	Code     Indicator
	Name     string // as a card's title shows it
	Short    string // as a report's reply shows it
	Whole    Indicator
	Base     Base
	Reported bool // whether agents report it
}

// Catalogue lists the indicators in the order in which people are shown them.
func Catalogue() []Description {
	return []Description{
		{BHYT, "BHYT", "BHYT", "", Population, true},
		{Household, "BHYT hộ gia đình", "BHYT hộ gia đình", BHYT, NoBase, true},
		{Pupils, "BHYT học sinh, sinh viên", "BHYT HSSV", BHYT, Students, true},
		{Voluntary, "BHXH tự nguyện", "BHXH tự nguyện", BHXH, NoBase, true},
		{Compulsory, "BHXH bắt buộc", "BHXH bắt buộc", BHXH, NoBase, false},
		{BHXH, "BHXH", "BHXH", "", LabourForce, false},
		{Unemployment, "bảo hiểm thất nghiệp", "BHTN", "", LabourForce, false},
	}
}

// whole gives the indicator that i is a part of, or "": the catalogue's word,
// without its cost, since every entry of every sum asks for it.
func (i Indicator) whole() Indicator {
	switch i {
	case Household, Pupils:
		return BHYT
	case Voluntary, Compulsory:
		return BHXH
	}
	return ""
}

// Describe gives the catalogue's row of i; ok is false for an unknown code.
func Describe(i Indicator) (d Description, ok bool) {
	for _, d := range Catalogue() {
		if d.Code == i {
			return d, true
		}
	}
	return Description{}, false
}
