package coverage

import (
	"context"
	"fmt"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// UpFrom gives a unit and what stands above it on a day, the nearest first: a
// commune's social-insurance office stands between it and its province.
func (b *Book) UpFrom(u place.Code, day vi.Day) []place.Code {
	var all []place.Code
	for _, above := range b.Tree.Ancestors(u, day) {
		all = append(all, above)
		unit, _ := b.Tree.Unit(above)
		for _, office := range b.Tree.Ancestors(unit.OfficeOn(day), day) {
			if b.Tree.Level(office) == place.Office {
				all = append(all, office)
			}
		}
	}
	return all
}

// Answering gives the officials at work who answer for a unit and whom some
// picks: those of the nearest unit, itself or above it, that has any such.
func (s *Service) Answering(ctx context.Context, u place.Code, some func(Person) (bool, error)) ([]Person, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	for _, above := range b.UpFrom(u, s.Today()) {
		people, err := s.Roll.Holders(ctx, Official, []place.Code{above})
		if err != nil {
			return nil, fmt.Errorf("read who answers for %s: %w", above, err)
		}
		var picked []Person
		for _, p := range people {
			ok, err := p.Status == Active, error(nil)
			if ok {
				ok, err = some(p)
			}
			if err != nil {
				return nil, err
			}
			if ok {
				picked = append(picked, p)
			}
		}
		if len(picked) > 0 {
			return picked, nil
		}
	}
	return nil, nil
}
