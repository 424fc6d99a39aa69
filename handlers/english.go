package handlers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// fromEnglish gives the Vietnamese question that an English one is, folded;
// ok is false where it is none of those that are known.
func fromEnglish(said string) (text string, ok bool) {
	said = shortened.ReplaceAllString(said, "$1 not")
	said = isShort.ReplaceAllString(said, "$1 is ")
	said, when := cutTime(said)
	if strings.HasPrefix(said, "follow up") {
		return "", false // which follows nothing
	}
	for _, e := range englishAsked {
		m := e.asks.FindStringSubmatchIndex(said)
		if m == nil {
			continue
		}
		text := strings.TrimSpace(string(e.asks.ExpandString(nil, e.means, said, m)))
		for english, word := range map[string]string{"{commune}": "xã", "{ward}": "phường", "{village}": "bản", "{province}": "tỉnh", "{place}": "nơi", "{unit}": "nơi"} {
			text = strings.ReplaceAll(text, english, word)
		}
		text = strings.TrimSpace(strings.ReplaceAll(text, "{}", ""))
		if when != "" && !bearsTime.MatchString(text) || leftInEnglish.MatchString(text) {
			return "", false // a condition would be dropped: better not to know the question
		}
		return strings.TrimSpace(text + " " + when), true
	}
	return "", false
}

// cutTime takes the day or month off the end of an English question, folded,
// and gives it in Vietnamese.
func cutTime(said string) (question, when string) {
	m := timeSaid.FindStringSubmatch(said)
	if m == nil {
		return said, ""
	}
	switch {
	case m[2] != "":
		when = "tháng " + strconv.Itoa(slices.Index(months, m[2])+1)
		if m[3] != "" {
			when += "/" + m[3]
		}
	case m[4] != "":
		when = "ngày " + m[4]
	default:
		when = map[string]string{"last month": "tháng trước", "this month": "tháng này", "last week": "tuần trước", "this week": "tuần này", "yesterday": "hôm qua",
			"first quarter": "quý 1", "second quarter": "quý 2", "third quarter": "quý 3", "fourth quarter": "quý 4"}[strings.TrimPrefix(m[5], "the ")]
	}
	return m[1], when
}

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// timeSaid is a question with a time behind it; bearsTime are questions in
// Vietnamese that a time can stand behind, and leftInEnglish is what must not
// be taken for a part of a place's name.
var (
	timeSaid      = regexp.MustCompile(`^(.+?) (?:(?:in|of|for) (` + strings.Join(months, "|") + `)(?: (\d{4}))?|(?:on|at|as of|up to) (\d{1,2}/\d{1,2}(?:/\d{4})?)|(?:in |of |for )?(last month|this month|last week|this week|yesterday|(?:the )?(?:first|second|third|fourth) quarter))$`)
	bearsTime     = regexp.MustCompile(`đạt bao nhiêu$|^tình hình thế nào$|nào (?:dưới|chưa đạt|giảm)|nhất$|^xếp hạng$|^chi tiết từng nơi$|^so sánh .* với |^biểu đồ|^bản đồ|^xuất excel|^vì sao|^ai chưa báo cáo$|^tỷ lệ báo cáo$`)
	leftInEnglish = regexp.MustCompile(`\b(?:january|february|april|june|july|august|september|october|november|december|last|this|next|since|before|after|between|until|during|below|under|above|over|week|weekly|month|monthly|quarter|year|yearly|yesterday|tomorrow|ago|only|alerts?)\b`)
)

// shortened and isShort are "hasn't" and "what's", however they are typed.
var (
	shortened = regexp.MustCompile(`\b(has|have|did|is|are|does|do)n.?t\b`)
	isShort   = regexp.MustCompile(`\b(what|who|how|where).?s `)
)

// englishQuestion is an English question, folded, and what it is in Vietnamese.
type englishQuestion struct {
	asks  *regexp.Regexp
	means string
}

// englishAsked are the questions that an official asks first, in English.
var englishAsked = englishQuestions([][2]string{
	{`what can (?:you|i) (?:do|ask|say)|how (?:do|does|can) (?:i|this|it|you) (?:use|work|ask)(?: this| it| you)?|who are you|what (?:is this|are you|do you do)|how to (?:use|ask)(?: this| it)?|commands?|instructions?`, `?`},
	{`good (?:morning|afternoon|evening|day)|hi there|hello there|greetings`, `xin chào`},
	{lead + `(?:` + figure + `)(?: now| today| so far| currently| like)*`, `tình hình thế nào`},
	{`how (?:are (?:we|things|you)|am i|is (?:it|everything)) (?:doing|going)(?: now| today| so far)?`, `tình hình thế nào`},
	{lead + `(?:` + figure + `) (?:of|in|for|at) (.+)`, `$1 đạt bao nhiêu`},
	{`how (?:is|are) (.+) (?:doing|going)(?: now| today| so far)?`, `$1 đạt bao nhiêu`},
	{`(?:which|what|show|list)(?: the| all)* ` + kind + `(?: are| is| have| has)?(?: still| all)? (?:below|under) (\d{1,3}(?:[.,]\d{1,2})?) ?%`, `{$1} nào dưới $2%`},
	{`(?:which|what|show|list)(?: the| all)* ` + kind + `(?: are| is| have| has)?(?: still)? (?:below|under|behind|short of|missing|lagging|not (?:yet )?(?:met|reached|meeting|reaching))(?: the| their| its)?(?: targets?| plans?| goals?)?`, `{$1} nào chưa đạt`},
	{`(?:which|what|show|list)(?: the| all)* ` + kind + `(?: are| is| have| has)?(?: still)? ` + falls + `(?: recently| lately| now| currently| today)?`, `{$1} nào giảm`},
	{`(?:which|what|show|list)(?: the| all)* ` + kind + `(?: are| is| have| has)?(?: still)? ` + falls + ` since (?:the )?(\d{1,2}/\d{1,2}(?:/\d{4})?)`, `{$1} nào giảm từ $2`},
	{`(?:which|what|show|list)(?: the| all)* ` + kind + `(?: are| is| have| has)?(?: still)? ` + falls + ` (?:below|under) (\d{1,3}(?:[.,]\d{1,2})?) ?%`, `{$1} nào dưới $2%`},
	{silent + `(?: yet)? today`, `ai chưa báo cáo hôm nay`},
	{silent + `(?: yet)?|missing reports?|silent (?:villages?|agents?)`, `ai chưa báo cáo`},
	{`(?:what is )?(?:the |our )?(?:reporting (?:rate|completeness|share)|report (?:rate|completeness)|completeness(?: of reports| of reporting)?)`, `tỷ lệ báo cáo`},
	{`(?:the )?(?:(\d{1,3}) )?(?:lowest|worst|bottom)(?: (\d{1,3}))?(?: ` + kind + `)?`, `$1 $2 {$3} thấp nhất`},
	{`(?:the )?(?:(\d{1,3}) )?(?:highest|best|top)(?: (\d{1,3}))?(?: ` + kind + `)?`, `$1 $2 {$3} cao nhất`},
	{`(?:rank|ranking|rankings|leaderboard|league table)|(?:rank|compare)(?: the| all)* (?:communes?|wards?|villages?|provinces?|places?|units?)`, `xếp hạng`},
	{`(?:list|show)(?: me)?(?: the| all)* (?:communes?|wards?|villages?|provinces?|places?|units?)|breakdown`, `chi tiết từng nơi`},
	{`compare (.+?) (?:with|to|and|vs\.?|versus|against) (.+)`, `so sánh $1 với $2`},
	{`(?:show |what is )?(?:the )?(?:forecast|prediction|outlook)|when (?:will|do) we (?:meet|reach|hit) (?:the |our )?(?:targets?|goal|plan)`, `dự báo`},
	{`(?:show |what is )?(?:the )?(?:forecast|prediction|outlook) (?:of|for) (.+)`, `dự báo $1`},
	{`when (?:will|does) (.+) (?:meet|reach|hit) (\d{1,3}(?:[.,]\d{1,2})?) ?%`, `bao giờ $1 đạt $2%`},
	{`when (?:will|does) (.+) (?:meet|reach|hit) (?:the |its |their )?(?:targets?|goal|plan)`, `dự báo $1`},
	{`(?:show |give |send |draw )?(?:me )?(?:an? |the )?(?:chart|graph|trend|picture)(?: (?:of|for) (.+))?`, `biểu đồ $1`},
	{`(?:show |give |send |draw )?(?:me )?(?:an? |the )?map(?: (?:of|for) (.+))?`, `bản đồ $1`},
	{`(?:export|download|excel|spreadsheet|xlsx|send (?:me )?(?:the |a )?(?:file|excel))(?: (?:of|for|to excel) ?(.+))?`, `xuất excel $1`},
	{`(?:the |our )?gap|how many (?:people )?(?:are )?(?:we )?(?:still )?(?:missing|short|left|needed|lacking)|what is missing`, `còn thiếu bao nhiêu`},
	{`who is (?:responsible|in charge)(?: (?:of|for) (.+))?`, `ai phụ trách $1`},
	{`(?:what (?:is|are) )?(?:the |our |my )?targets?(?: (?:of|for) (.+))?`, `chỉ tiêu $1`},
	{`(?:compared? |vs\.? |versus )?(?:with |to )?(?:last year|(?:the )?same (?:period|day)(?: last year)?|year on year|yoy)`, `so với cùng kỳ`},
	{`(?:follow|subscribe(?: to)?)(?: (.+?))? (?:weekly|every week)`, `theo dõi $1 hàng tuần`},
	{`(?:follow|subscribe(?: to)?)(?: (.+?))? (?:monthly|every month)`, `theo dõi $1 hàng tháng`},
	{`(?:follow|subscribe(?: to)?)(?: the| only)* alerts?(?: only)?(?: (?:for|of|on|in|about) (.+?))?(?: only)?`, `theo dõi $1 chỉ cảnh báo`},
	{`(?:follow|subscribe(?: to)?)(?: (.+?))? alerts?(?: only)?`, `theo dõi $1 chỉ cảnh báo`},
	{`(?:follow|subscribe(?: to)?)(?: (.+?))?(?: daily| every day)?`, `theo dõi $1 hàng ngày`},
	{`why (?:is|are|did|does|has) (.+) (?:fall(?:ing|en)?|fell|drop(?:ping|ped)?|declin(?:e|ing|ed)|decreas(?:e|ing|ed))`, `vì sao $1 giảm`},
})

const (
	lead   = `(?:please )?(?:what is |show (?:me )?|give (?:me )?|tell (?:me )?|i (?:want|need) (?:to (?:see|know) )?)?(?:the |our |my |a )?(?:current |latest |overall )?(?:bhyt |health insurance |insurance )?`
	figure = `(?:coverage|status|figures?|numbers?|situation|overview|summary|progress|results?|rate)(?: rate| figures?| numbers?| status| progress)?`
	silent = `(?:who|which (?:commune|ward|village|place|unit|agent)s?|which of (?:them|us)) (?:has|have|did|is|are)? ?(?:still )?not (?:yet )?(?:report(?:ed|ing)?|sent (?:an? |their |any )?reports?)`
	falls  = `(?:fall(?:ing|en)?|fell|drop(?:ping|ped)?|declin(?:ing|ed)|decreas(?:ing|ed)|losing)`
	kind   = `(commune|ward|village|province|place|unit)s?`
)

// englishQuestions makes patterns of whole messages.
func englishQuestions(all [][2]string) []englishQuestion {
	out := make([]englishQuestion, len(all))
	for n, q := range all {
		means := strings.NewReplacer("{$1}", "{${1}}", "{$3}", "{${3}}", "$1", "${1}", "$2", "${2}").Replace(q[1])
		out[n] = englishQuestion{regexp.MustCompile(`^(?:` + q[0] + `)$`), means}
	}
	return out
}
