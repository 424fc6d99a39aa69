package demo

import (
	_ "embed"
	"fmt"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

//go:embed units.csv
var unitRows string

//go:embed villages.csv
var villageRows string

// country is the part of the country that the demo knows.
type country struct {
	units    []place.Unit
	communes []*commune // those of Sơn La, in the order of their codes
}

// commune is one of Sơn La's, with its villages and the people in it.
type commune struct {
	place.Unit
	villages []*village
	official string
	detailed bool // its villages have figures of their own
}

// village is a village and who collects there.
type village struct {
	place.Unit
	commune *commune
	agent   string
	number  int // among all villages
}

func newCountry() *country {
	c := &country{}
	byCode := map[place.Code]*commune{}
	for _, f := range fields(unitRows) {
		u := place.Unit{Code: place.Code(f[0]), Name: f[1], Kind: f[2], Parent: place.Code(f[3]), From: day(f[4]), To: day(f[5])}
		if f[6] != "" {
			u.Successors = []place.Successor{{Code: place.Code(f[6]), Whole: true}}
		}
		c.units = append(c.units, u)
		if u.Parent == sonLa && u.To.IsZero() {
			byCode[u.Code] = &commune{Unit: u}
			c.communes = append(c.communes, byCode[u.Code])
		}
	}
	for _, f := range fields(villageRows) {
		m := byCode[place.Code(f[0])]
		m.detailed = true
		m.add(f[1], f[2])
	}
	for i, m := range c.communes {
		if !m.detailed {
			m.add("bản", invented(2*i))
			m.add("bản", invented(2*i+1))
		}
	}
	number := 0
	for _, m := range c.communes {
		for _, v := range m.villages {
			v.number = number
			number++
			c.units = append(c.units, v.Unit)
		}
	}
	c.offices()
	c.cast()
	return c
}

// offices are two of the social-insurance offices of Sơn La, with what each
// serves: a second parent beside the province.
func (c *country) offices() {
	serve := map[place.Code]place.Code{}
	add := func(code place.Code, name string, communes ...place.Code) {
		c.units = append(c.units, place.Unit{Code: code, Name: name, Kind: "BHXH cơ sở", Parent: sonLa, From: begun()})
		for _, m := range communes {
			serve[m] = code
		}
	}
	add(quynhNhaiOffice, "Quỳnh Nhai", quynhNhai, muongChien, muongGion, muongSai)
	add(mocChauOffice, "Mộc Châu", "03980", "03979", "03982", "04000", "03997", "03985")
	for n := range c.units {
		c.units[n].Office = serve[c.units[n].Code]
	}
}

func (m *commune) add(kind, name string) {
	u := place.Unit{Code: place.Code(fmt.Sprintf("%s-%02d", m.Code, len(m.villages)+1)), Name: name, Kind: kind, Parent: m.Code}
	m.villages = append(m.villages, &village{Unit: u, commune: m})
}

// invented gives the n-th village name made of two syllables of the region;
// the same comes again only after 330.
func invented(n int) string {
	first := []string{"Nà", "Huổi", "Co", "Pá", "Phiêng", "Bó", "Hua", "Púng", "Tong", "Lả", "Nong"}
	second := []string{
		"Ngần", "Sàng", "Lay", "Hốc", "Tòng", "Khoa", "Mạt", "Hịa", "Sưa", "Phung", "Dọi", "Lốm", "Và", "Hào", "Bay",
		"Lếch", "Cằm", "Tở", "Nhộp", "Sày", "Mạ", "Pục", "Lướt", "Hươm", "Cuông", "Ít", "Dân", "Khiềng", "Lạnh", "Nghè",
	}
	return first[n%len(first)] + " " + second[(n*7+n/len(first))%len(second)]
}

// fields cuts one of our own lists, which has neither quotes nor blanks.
func fields(rows string) [][]string {
	var cut [][]string
	for line := range strings.Lines(rows) {
		cut = append(cut, strings.Split(strings.TrimSpace(line), ","))
	}
	return cut[1:]
}

// day reads a day of our own lists, "" as none.
func day(s string) vi.Day {
	d, err := vi.ParseDay(s)
	if err != nil {
		return 0
	}
	return d
}
