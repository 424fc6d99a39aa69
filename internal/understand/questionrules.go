package understand

import (
	"slices"

	"baophu/internal/coverage"
)

// questionRule says by which words a question is known. all must be there,
// one of any where any is given, and none of not.
type questionRule struct {
	intent        Intent
	all, any, not []string
	test          func(*query) bool
}

func (r questionRule) fits(q *query) bool {
	has := func(word string) bool { return q.about[word] || q.asked[word] }
	for _, w := range r.all {
		if !has(w) {
			return false
		}
	}
	if slices.ContainsFunc(r.not, has) || len(r.any) > 0 && !slices.ContainsFunc(r.any, has) {
		return false
	}
	return r.test == nil || r.test(q)
}

// firm tells a rule that its own words are enough for, whatever stands around.
func (r questionRule) firm() bool {
	return r.intent != Export && r.intent != Subscribe && r.intent != Remind
}

// questionRules are tried in order; the first that fits wins.
func questionRules() []questionRule {
	return []questionRule{
		{intent: Join, any: []string{aboutJoin}, test: (*query).guest},
		{intent: Help, any: []string{aboutHelp}, not: []string{aboutExport, aboutRate, aboutSupport}},
		{intent: SetTarget, any: []string{aboutSetTarget}, test: (*query).hasAmount},
		{intent: SetTarget, any: []string{aboutSetTarget}, not: []string{askHowMany, askWhich}, test: (*query).admin},
		{intent: SetTarget, all: []string{aboutAssign, aboutTarget}, test: (*query).hasAmount},
		{intent: SetTarget, any: []string{aboutAssign}, test: (*query).givesShare},
		{intent: SetTarget, any: []string{aboutTarget}, test: (*query).rests},
		{intent: Remind, any: []string{aboutRemind}},
		{intent: QueryMissing, any: []string{aboutMissing}},
		{intent: Export, any: []string{aboutExport, aboutCSV, aboutChart}, not: []string{aboutDaily, aboutWeekly, aboutMonthly, aboutFollow}},
		{intent: Export, any: []string{aboutExport, aboutCSV, aboutChart}, not: []string{aboutDaily, aboutWeekly, aboutMonthly}, test: (*query).once},
		{intent: Subscribe, any: []string{aboutUnfollow}},
		{intent: QueryResponsible, all: []string{aboutResponsible}, any: []string{askWho, askWhich, askWhether, askHowMany, askHow}},
		{intent: QueryTarget, all: []string{aboutTarget}, test: (*query).assigned},
		{intent: Assign, all: []string{aboutResponsible}, test: (*query).handsOver},
		{intent: Assign, any: []string{aboutAssign}, not: []string{askHowMany, aboutTarget}, test: (*query).official},
		{intent: Subscribe, any: []string{aboutFollow}, test: (*query).wantsNews},
		{intent: Subscribe, any: []string{aboutDaily, aboutWeekly}, not: []string{askHowMany, aboutGap}, test: (*query).newsEachTime},
		{intent: Subscribe, all: []string{aboutFollow, aboutMonthly}},
		{intent: QueryResponsible, all: []string{aboutResponsible}},
		{intent: QueryStatus, test: (*query).detailed},
		{intent: PolicyQuestion, any: []string{aboutValidity, aboutProcedure, aboutRate}},
		{intent: PolicyQuestion, any: []string{askWhether, askHowMany}, test: (*query).namesMoney},
		{intent: PolicyQuestion, any: []string{aboutSupport, aboutBenefit}},
		{intent: PolicyQuestion, all: []string{askHowMany}, not: []string{aboutStatus, aboutMyCommune, aboutMyProvince, aboutGap}, test: (*query).priceOf},
		{intent: QuerySelf, any: []string{aboutSelf, aboutMine}, test: (*query).ofSelf},
		{intent: QuerySelf, test: (*query).ofSpeaker},
		{intent: QueryCompare, test: (*query).several},
		{intent: QueryCompare, test: (*query).beside},
		{intent: QueryCompare, test: (*query).sinceThen},
		{intent: QueryRank, test: (*query).ranksAgents},
		{intent: QueryRank, any: []string{aboutLowest, aboutHighest, aboutRank, aboutGrowth}},
		{intent: QueryList, any: []string{aboutFell}, test: (*query).ofMany},
		{intent: QueryList, any: []string{aboutBelow, aboutMet}, test: (*query).ofMany},
		{intent: QueryList, any: []string{aboutStatus, aboutTarget, aboutPlan}, test: (*query).ofMany},
		{intent: QueryList, any: []string{aboutWeak, aboutFine}, test: (*query).ofMany},
		{intent: QueryList, test: (*query).whichMeet},
		{intent: QueryList, test: (*query).bareWish},
		{intent: QueryList, test: (*query).lacking},
		{intent: QueryList, test: (*query).plainList},
		{intent: QueryList, test: (*query).breaksDown},
		{intent: QueryGap, test: (*query).gapCounted},
		{intent: QueryForecast, any: []string{aboutForecast}},
		{intent: QueryForecast, all: []string{askWhen}, test: (*query).explained},
		{intent: QueryForecast, test: (*query).ahead},
		{intent: QueryGap, all: []string{aboutGap, askHowMany}},
		{intent: QueryGap, test: (*query).needsMore},
		{intent: QueryPlan, any: []string{aboutPlan}},
		{intent: QueryPlan, all: []string{aboutTarget, askHowMany}, test: (*query).fulfils},
		{intent: QueryCompare, any: []string{aboutLastYear, aboutCompare, aboutYearStart}},
		{intent: QueryGap, any: []string{aboutGap}},
		{intent: QueryTarget, any: []string{aboutTarget}},
		{intent: Export, any: []string{aboutChart}},
		{intent: QueryResponsible, test: (*query).whose},
		{intent: QueryResponsible, test: (*query).staff},
		{intent: QueryStatus, any: []string{aboutStatus, aboutNTM, aboutMyCommune, aboutMyProvince, aboutNation, aboutFell, aboutBelow, aboutMet}},
		{intent: QueryStatus, any: []string{askHowMany, askHow}},
		{intent: QueryStatus, test: (*query).somewhere},
		{intent: QueryStatus, test: (*query).wantsFigures},
		{intent: QueryStatus, test: (*query).generally},
		{intent: QueryStatus, test: (*query).bareTopic},
		{intent: QueryStatus, test: (*query).metYet},
		{intent: QueryStatus, test: (*query).figuresWanted},
		{intent: QueryStatus, any: []string{aboutMine, aboutSelf}, test: (*query).official},
	}
}

// once tells "gửi tôi file excel" from what is to come again and again.
func (q *query) once() bool {
	return !slices.ContainsFunc([]string{"theo doi", "ban tin", "canh bao", "dang ky", "bao dong", "thong bao khi", "bao khi"}, q.phrase)
}

// namesMoney tells whether an agent asks about an amount: "đóng 73k đúng không".
func (q *query) namesMoney() bool {
	return q.agent() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == money }) &&
		!slices.ContainsFunc(q.items, func(it item) bool { return it.class == unit })
}

func (q *query) guest() bool {
	return q.setting.Speaker.Role == coverage.Guest || q.setting.Speaker.Role == ""
}
func (q *query) admin() bool { return q.setting.Speaker.Role == coverage.Admin }
func (q *query) official() bool {
	return q.setting.Speaker.Role == coverage.Official || q.admin()
}
func (q *query) somewhere() bool { return len(q.places) > 0 }

// ofSelf tells "mình đạt bao nhiêu" from "phường chiềng sinh mình đạt bao nhiêu".
func (q *query) ofSelf() bool {
	behind := func(it item) bool {
		return slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.end == it.from })
	}
	return !q.official() && !q.asked[askWhich] && slices.ContainsFunc(q.items, func(it item) bool {
		return it.class == command && (it.value == aboutSelf || it.value == aboutMine) && !behind(it)
	})
}

// hasAmount tells whether a share or a number of people is in the message.
func (q *query) hasAmount() bool {
	return slices.ContainsFunc(q.items, func(it item) bool { return it.class == percent || it.class == count })
}

// givesShare tells "giao 95% cho Mường Giôn" from handing over an area.
func (q *query) givesShare() bool {
	return q.official() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == percent })
}

// rests tells whether an admin states a target with the act it rests on.
func (q *query) rests() bool { return q.admin() && q.hasAmount() && q.basisAt() >= 0 }

// ofMany tells whether the question is after several units: "xã nào".
func (q *query) ofMany() bool {
	switch {
	case q.became():
		return false
	case q.whichPlace():
		return true
	case q.level == "":
		return false
	}
	return q.asked[askWhich] || q.asked[askList] || q.counted() && (q.about[aboutBelow] || q.about[aboutWeak] || q.about[aboutFine] || q.about[aboutFell]) ||
		q.asked[askHowMany] && (q.about[aboutBelow] || q.threshold() > 0) ||
		(q.about[aboutBelow] || q.about[aboutWeak] && q.official()) && !q.asked[askHowMany] && len(q.places) == 0 && q.pluralless()
}

// whichMeet tells whether it asks which units, or how many, are where they
// should be.
func (q *query) whichMeet() bool {
	return (q.ofMany() || q.level != "" && q.counted()) && q.meets() && !q.asked[askWhen]
}

func (q *query) pluralless() bool { return !q.about[aboutMyCommune] || q.asked[askList] }

// wantsNews tells "theo dõi Chiềng Ngần hàng ngày" from "ai theo dõi".
func (q *query) wantsNews() bool {
	if q.asked[askWho] || q.agent() && !q.about[aboutFollow] {
		return false
	}
	says := func(phrases ...string) bool { return slices.ContainsFunc(phrases, q.phrase) }
	if q.about[aboutDaily] || q.about[aboutWeekly] || q.about[aboutMonthly] || len(q.places) > 0 || !q.once() || says("so lieu", "bao cao", "ket qua", "tong hop", "khi", "neu", "tin") {
		return true
	}
	return !slices.ContainsFunc(q.items, func(it item) bool { return it.class == count || it.class == other || it.class == measure })
}

// newsEachTime tells "số liệu Sơn La hàng ngày" from a figure of each day: "số
// người cần mỗi ngày của Mường Giôn".
func (q *query) newsEachTime() bool {
	return q.wantsNews() && !slices.ContainsFunc([]string{"so nguoi", "so moi", "so dang ky", "can moi", "can hang", "can them", "tang moi", "tang hang"}, q.phrase)
}

// namesInsurance tells whether items say which insurance.
func namesInsurance(items []item) bool {
	return slices.ContainsFunc(items, func(it item) bool {
		return it.class == indicator && it.value != string(coverage.BHYT) || it.class == tn || it.class == card
	})
}

// thanks tells whether the message begins with thanks.
func (q *query) thanks() bool {
	first, second := q.wordAt(0), q.wordAt(1)
	return (first == "cam" && (second == "on" || second == "ta")) || first == "thanks" || first == "tks" || first == "camon"
}
