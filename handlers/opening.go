package handlers

import (
	"context"
	"regexp"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// calls are folded messages that only call, and meets those of somebody who
// goes into a meeting: both want to know how their own unit stands.
var (
	calls = regexp.MustCompile(`^(da |oi |nay )*(em|e|bot|ban|ad|admin|tro ly|bao phu)( oi| a| nay| nhe| ban oi)+$`)
	meets = regexp.MustCompile(`\b(hop giao ban|giao ban|chuan bi (cho )?(cuoc |buoi )?hop|sap (vao )?hop|di hop|vao hop|hop (voi|tren|o|tai|chieu|sang|ngay|tuan|thang|uy ban|ubnd|ban chi dao)|cuoc hop|buoi hop)\b`)
)

// opens tells whether an official's message asks for nothing by its words, and
// yet for how their own unit stands.
func (v *visit) opens() bool {
	if !v.known() || v.person.Has(coverage.Agent) {
		return false
	}
	said := strings.Join(strings.Fields(strings.Trim(vi.Fold(v.text), " .,!?~")), " ")
	return calls.MatchString(said) || len(strings.Fields(said)) <= 12 && meets.MatchString(said)
}

// ownFirst gives an official's own unit, or a line for each of several.
func (v *visit) ownFirst(ctx context.Context) (answer, error) {
	v.meaning = understand.Meaning{Intent: understand.QuerySelf}
	if a, told, err := v.ofSeveral(ctx); told || err != nil {
		return a, err
	}
	v.meaning = understand.Meaning{Intent: understand.QueryStatus, Unit: v.firstOwn(v.person), AsOf: v.today}
	return status(ctx, v, viewer{v.person})
}
