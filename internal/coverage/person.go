package coverage

import "baophu/internal/place"

// Role is what a person is to us.
type Role string

// The roles. A guest is whoever has no other.
const (
	Agent    Role = "agent"    // nhân viên thu
	Official Role = "official" // cán bộ
	Admin    Role = "admin"
	Guest    Role = "guest"
)

// Status is whether a person works now.
type Status string

// The states. A person in training is answered and never counted; one on
// leave is neither expected nor reminded; one gone is a guest again.
const (
	Active   Status = "active"
	Training Status = "training"
	Leave    Status = "leave"
	Gone     Status = "gone"
)

// Grant is a role in a unit: an agent's village, an official's commune.
type Grant struct {
	Role Role
	Unit place.Code
}

// Person is one of ours, whatever chats they use.
type Person struct {
	ID       PersonID // 0: a stranger
	Name     string
	Status   Status
	Language string // "vi" or "en"
	Grants   []Grant
}

// Units gives the units a person holds in a role.
func (p Person) Units(r Role) []place.Code {
	var units []place.Code
	for _, g := range p.Grants {
		if g.Role == r {
			units = append(units, g.Unit)
		}
	}
	return units
}

// Has tells whether a person holds a role and still works.
func (p Person) Has(r Role) bool { return p.Status != Gone && len(p.Units(r)) > 0 }

// Invitation lets whoever brings its code become a person, once.
type Invitation struct {
	Code   string
	Role   Role
	Name   string // "" takes the name shown in the chat
	Units  []place.Code
	Status Status
	By     PersonID // who invites, and must still be allowed to when it is used; 0 the server
}

// Posting is a person as a people file puts them: known by name, in a role,
// for units. It replaces the units the name held in that role.
type Posting struct {
	ID     PersonID // known by it, where it is not 0, and not by the name
	Name   string
	Role   Role
	Units  []place.Code
	Status Status
}
