package handlers

import (
	"context"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// step carries out an action. Steps are made by the guards below only: what a
// guard proved is handed on, and an action without a guard does not compile.
type step struct {
	do func(context.Context, *visit) (answer, error)
}

func (s step) run(ctx context.Context, v *visit) (answer, error) { return s.do(ctx, v) }

// agent is proof that the person reports for villages.
type agent struct{ coverage.Person }

// viewer is proof that the person belongs to us, in whatever role.
type viewer struct{ coverage.Person }

// forAgents lets agents pass.
func forAgents(do func(context.Context, *visit, agent) (answer, error)) step {
	return step{func(ctx context.Context, v *visit) (answer, error) {
		switch {
		case v.person.Has(coverage.Agent):
			return do(ctx, v, agent{v.person})
		case v.known():
			return v.reply("guard.agents", v.ownName(v.person)), nil
		}
		return v.stranger(), nil
	}}
}

// forOurs lets everybody pass who was let in.
func forOurs(do func(context.Context, *visit, viewer) (answer, error)) step {
	return step{func(ctx context.Context, v *visit) (answer, error) {
		if v.known() {
			return do(ctx, v, viewer{v.person})
		}
		return v.stranger(), nil
	}}
}

// forAll lets anybody pass; such a step must show no figure.
func forAll(do func(context.Context, *visit) (answer, error)) step { return step{do} }

func (v *visit) known() bool {
	return v.person.Has(coverage.Agent) || v.person.Has(coverage.Official) || v.person.Has(coverage.Admin)
}

// stranger answers somebody who is none of ours, or no longer.
func (v *visit) stranger() answer {
	if v.person.ID != 0 && v.person.Status == coverage.Gone {
		return v.reply("guard.gone")
	}
	return v.reply("guard.guest")
}

// sees tells whether the viewer may see a unit's figures, and else what to
// say.
func (v *visit) sees(who viewer, u place.Code) (answer, bool) {
	if v.book.MaySee(who.Person, u, v.today) {
		return answer{}, true
	}
	return v.reply("guard.scope", v.askedTitle(u), v.ownUnits(who.Person)), false
}

// ownUnits names a person's units, at most three.
func (v *visit) ownUnits(p coverage.Person) string {
	var titles []string
	for _, g := range p.Grants {
		if title := v.book.Tree.Title(g.Unit); !contains(titles, title) {
			titles = append(titles, title)
		}
	}
	if more := len(titles) - 3; more > 1 { // one more is as short as to say so
		return join(titles[:3]) + v.say("leave.morePlaces", more)
	}
	return join(titles)
}
