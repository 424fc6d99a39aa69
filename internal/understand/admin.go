package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
)

// What an administrator orders besides targets and assignments: the Topic of
// Administer.
const (
	LockMonth    = "lock"   // khóa tháng 10
	UnlockMonth  = "unlock" // mở khóa tháng 10
	InvitePerson = "invite" // mời nhân viên bản Dửn
	RevokePerson = "revoke" // thu hồi quyền của chị Hà Thị Mẫu
	AuditLog     = "audit"  // nhật ký hôm nay
)

// administers reads what only administrators order; officials are told so. An
// agent's words mean something else.
func (g *reading) administers() (Meaning, bool) {
	if r := g.setting.Speaker.Role; r != coverage.Admin && r != coverage.Official || len(g.words) == 0 {
		return Meaning{}, false
	}
	var folds []string
	for _, w := range g.words {
		folds = append(folds, w.Fold)
	}
	said := strings.Join(folds, " ") + " "
	begins := func(phrases ...string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.HasPrefix(said, p+" ") })
	}
	var topic string
	switch {
	case begins("mo khoa", "mo lai thang", "mo thang"):
		topic = UnlockMonth
	case begins("khoa thang", "khoa so", "khoa ky", "khoa so lieu", "chot khoa"):
		topic = LockMonth
	case begins("moi nhan vien", "moi can bo", "moi quan tri", "moi dai ly", "moi admin", "moi truong ban") && !g.words[0].Bare() && !g.words[0].Is(keyMoi2):
		return Meaning{}, false // mọi, mỗi
	case begins("moi nhan vien", "moi can bo", "moi quan tri", "moi dai ly", "moi admin", "moi truong ban", "tao ma moi", "cap ma moi", "ma moi"):
		topic = InvitePerson
	case begins("thu hoi quyen", "thu hoi tai khoan", "go quyen", "xoa quyen", "cat quyen", "thoi quyen"):
		topic = RevokePerson
	case begins("nhat ky", "xem nhat ky", "lich su thay doi", "ai da sua"):
		topic = AuditLog
	default:
		return Meaning{}, false
	}
	return g.newQuery().administer(topic), true
}

// administer settles what an order needs.
func (q *query) administer(topic string) Meaning {
	m := Meaning{Intent: Administer, Topic: topic}
	switch topic {
	case RevokePerson:
		m.Person = q.person()
	case InvitePerson:
		m.Person = q.person()
		m.Role = q.roleSaid()
		q.one(&m)
	case LockMonth, UnlockMonth:
		q.one(&m)
		m.Period = q.period()
	case AuditLog:
		q.reporting(&m)
		m.Ask, m.Choices = nil, nil
		return m
	}
	m.FollowUp = false
	switch {
	case topic == RevokePerson && m.Person == "":
		m.Ask = append(m.Ask, AskPerson)
	case len(m.Ask) == 0:
		m.Ask = append(m.Ask, AskConfirmation)
	}
	return m
}

func (q *query) roleSaid() coverage.Role {
	says := func(phrases ...string) bool { return slices.ContainsFunc(phrases, q.phrase) }
	switch {
	case says("quan tri", "admin"):
		return coverage.Admin
	case says("can bo", "truong ban", "truong thon", "lanh dao", "chu tich", "bi thu"):
		return coverage.Official
	}
	return coverage.Agent
}
