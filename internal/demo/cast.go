package demo

import (
	"fmt"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// The people whom the chat page lets one play. All names are invented.
const (
	noongLaAgent   = "Lò Thị Mẫu"
	oneVillage     = "Quàng Văn Mẫu"
	wardOfficial   = "Hà Thị Mẫu"
	bigOfficial    = "Cầm Văn Mẫu"
	headOfAdmin    = "Nguyễn Thị Mẫu"
	fourCommunes   = "Lường Văn Mẫu"
	laiChauPerson  = "Tao Thị Mẫu"
	officeHead     = "Vì Thị Mẫu"
	apprentice     = "Tòng Thị Mẫu"
	agentOnHoliday = "Bạc Thị Mẫu"
)

// cast gives every commune its official and its agents, and every agent a
// few villages.
func (c *country) cast() {
	next := 0
	name := func() string { next++; return person(next) }
	for _, m := range c.communes {
		m.official = name()
		each := 3
		if m.Code == muongGion {
			m.villages[0].agent = oneVillage
		}
		var agent string
		held := each
		for _, v := range m.villages {
			if v.agent != "" {
				continue
			}
			if held == each {
				agent, held = name(), 0
			}
			v.agent = agent
			held++
		}
		switch m.Code {
		case chiengSinh:
			m.official = wardOfficial
			for _, v := range m.villages[:each] {
				v.agent = noongLaAgent
			}
		case quynhNhai:
			m.villages[len(m.villages)-1].agent = agentOnHoliday
		}
	}
}

// person gives the n-th invented name.
func person(n int) string {
	families := []string{"Lò", "Quàng", "Cà", "Tòng", "Hoàng", "Lường", "Vì", "Cầm", "Hà", "Bạc", "Đèo", "Lèo", "Giàng"}
	women := []string{"Thị Ánh", "Thị Bun", "Thị Diên", "Thị Hặc", "Thị Inh", "Thị Lả", "Thị Mai", "Thị Nọi", "Thị Phưởng", "Thị Thoan", "Thị Xương"}
	men := []string{"Văn Anh", "Văn Bình", "Văn Chựa", "Văn Diện", "Văn Hặc", "Văn Inh", "Văn Lả", "Văn Muôn", "Văn Pản", "Văn Thoong", "Văn Xôm"}
	given := women
	if n%2 == 1 {
		given = men
	}
	return families[n%len(families)] + " " + given[(n/2)%len(given)]
}

// postings gives everybody as a people file would.
func (c *country) postings() []coverage.Posting {
	post := func(name string, role coverage.Role, units ...place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: role, Units: units, Status: coverage.Active}
	}
	all := []coverage.Posting{
		post(headOfAdmin, coverage.Admin, sonLa),
		post(bigOfficial, coverage.Official, sonLa),
		post(laiChauPerson, coverage.Official, laiChau),
		post(fourCommunes, coverage.Official, quynhNhai, muongChien, muongGion, muongSai),
		post(officeHead, coverage.Official, mocChauOffice),
	}
	for _, m := range c.communes {
		all = append(all, post(m.official, coverage.Official, m.Code))
		at := map[string]int{}
		for _, v := range m.villages {
			i, ok := at[v.agent]
			if !ok {
				i = len(all)
				at[v.agent] = i
				all = append(all, post(v.agent, coverage.Agent))
				if v.agent == agentOnHoliday {
					all[i].Status = coverage.Leave
				}
			}
			all[i].Units = append(all[i].Units, v.Code)
		}
		if m.Code == chiengSinh {
			learner := post(apprentice, coverage.Agent, m.villages[len(m.villages)-1].Code)
			learner.Status = coverage.Training
			all = append(all, learner)
		}
	}
	return all
}

// Persona is somebody whom the chat page lets one play.
type Persona struct {
	Key         string // short, for accounts and addresses: "agent1"
	Name        string // as in the people of Figures; "" for the guest
	Role        coverage.Role
	Place       string   // a line that says where
	Suggestions []string // messages to begin with
}

// Personas lists the people to play, in the order in which they are shown.
func Personas() []Persona {
	c := newCountry()
	return []Persona{
		{
			Key: "agent1", Name: noongLaAgent, Role: coverage.Agent, Place: c.placeOf(noongLaAgent),
			Suggestions: []string{"Bản Noong La: 5 hgđ mới, 2 tái tục, 1 tn", "giảm 3 tn", "dửn hôm nay ko có", "hủy", "tôi"},
		},
		{
			Key: "agent2", Name: oneVillage, Role: coverage.Agent, Place: c.placeOf(oneVillage),
			Suggestions: []string{"3 hgđ mới, 1 tái tục", "hnay ko co", "hôm qua 2 bhxh tự nguyện", "sửa 2 hgđ", "tôi"},
		},
		{
			Key: "official1", Name: wardOfficial, Role: coverage.Official, Place: "phường Chiềng Sinh",
			Suggestions: []string{"Chiềng Sinh đạt bao nhiêu?", "ai chưa báo cáo hôm nay", "dự báo Chiềng Sinh", "theo dõi Chiềng Sinh hàng ngày"},
		},
		{
			Key: "official2", Name: bigOfficial, Role: coverage.Official, Place: "tỉnh Sơn La",
			Suggestions: []string{"Sơn La đạt bao nhiêu rồi?", "xã nào chưa đạt 95%", "10 xã thấp nhất", "bao phủ tỉnh Sơn La ngày 31/10/2020", "biểu đồ Sơn La", "so sánh Sơn La với Lai Châu"},
		},
		{
			Key: "admin", Name: headOfAdmin, Role: coverage.Admin, Place: "quản trị · tỉnh Sơn La",
			Suggestions: []string{"?", "xuất excel Quỳnh Nhai", "tỷ lệ báo cáo tuần này", "ai phụ trách Mường Giôn"},
		},
		{Key: "guest", Role: coverage.Guest, Place: "người lạ", Suggestions: []string{"xin chào", "Sơn La đạt bao nhiêu?"}},
	}
}

// placeOf gives an agent's villages and commune in a line.
func (c *country) placeOf(agent string) string {
	for _, m := range c.communes {
		var held []string
		for _, v := range m.villages {
			if v.agent == agent {
				held = append(held, v.Kind+" "+v.Name)
			}
		}
		if len(held) > 0 {
			return fmt.Sprintf("%s · %s %s", strings.Join(held, ", "), m.Kind, m.Name)
		}
	}
	return ""
}
