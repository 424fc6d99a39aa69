package handlers

import (
	"context"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/policy"
	"baophu/internal/vi"
)

// law answers what contributions cost, and what the State pays of them, by the
// law of today or of the day asked; what the table does not reach is not known.
func law(_ context.Context, v *visit, _ viewer) (answer, error) {
	q := v.lawyer.Read(v.text)
	day := today(v, v.meaning.AsOf)
	of, what, _ := cutLast(v.meaning.Topic, "_")
	var r bot.Reply
	switch {
	case v.meaning.Topic == "card_validity":
		r = v.validity(day)
	case what == "benefits" && of == "bhxh_tn":
		r = bot.Reply{Title: v.say("law.benefits"), Text: v.say("law.benefitsTN")}
	case what == "benefits":
		r = v.unknownLaw(v.say("law.ofBenefits"), day, 0)
	case what == "procedure":
		r = bot.Reply{Title: v.say("law.procedure"), Text: v.say("law.papers")}
	case of == "bhxh_tn":
		r = v.voluntary(day, q)
	case q.Group == policy.Unlisted && (of == "bhyt_hgd" || what == "support"):
		r = v.unknownLaw(v.say("law.ofGroup"), day, 0)
	case v.paidByState(day, q.Group) && (of == "bhyt_hgd" || what == "support"):
		r = v.stateLaw(day, q.Group)
	case what == "support":
		r = v.healthSupport(day, q)
	case of == "bhyt_hssv" || q.Group != "":
		r = v.supported(day, q, of)
	case of != "bhyt_hgd":
		r = v.unknownLaw(v.indicator(v.indicatorAsked()), day, 0)
	default:
		r = v.household(day, q)
	}
	return answer{replies: []bot.Reply{r}}, nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// unknownLaw says that the table does not reach, and up to where it does.
func (v *visit) unknownLaw(what string, day, reaches vi.Day) bot.Reply {
	text := v.say("law.unknown", capital(what), day.Long())
	if !reaches.IsZero() && day > reaches {
		text += " " + v.say("law.until", reaches.Long())
	}
	return bot.Reply{Text: lines(text, v.say("law.office"))}
}

// acts names what figures rest on.
func (v *visit) acts(list ...string) string {
	list = slices.Clone(list)
	slices.Sort(list)
	return v.say("law.acts", strings.Join(slices.Compact(list), "; "))
}

func dong(n int64) string { return vi.Int(n) + "đ" }

// paidByState tells whether the State pays the whole BHYT of a group.
func (v *visit) paidByState(day vi.Day, group string) bool {
	_, err := v.law.PaidByState(day, group)
	return err == nil
}

// stateLaw says that somebody has nothing to pay.
func (v *visit) stateLaw(day vi.Day, group string) bot.Reply {
	row, _ := v.law.PaidByState(day, group)
	return bot.Reply{Title: v.say("law.supported", v.say("group."+group), day.Long()), Text: lines(v.say("law.free"), v.acts(row.Act), v.say("law.freeHow"))}
}

// healthTerm gives for how many months BHYT is reckoned, and what is said
// where that is no term one pays for.
func (v *visit) healthTerm(q policy.Question) (months int64, note string) {
	switch q.Months {
	case 0:
		return 12, ""
	case 3, 6, 12:
		return q.Months, ""
	}
	if q.Months > 12 {
		return 12, v.say("law.termYear", q.Months)
	}
	return q.Months, v.say("law.term")
}

// household says what a household pays for BHYT: the ladder, one member, or
// the sum of several, each with its arithmetic.
func (v *visit) household(day vi.Day, q policy.Question) bot.Reply {
	months, note := v.healthTerm(q)
	first, err := v.law.Household(day, 1, months)
	if err != nil {
		return v.unknownLaw(v.say("law.ofHousehold"), day, v.law.HealthReaches())
	}
	r := bot.Reply{Title: v.say("law.household", day.Long())}
	switch {
	case q.Nth > 0 && q.Members == 0:
		h, _ := v.law.Household(day, q.Nth, months)
		month, _ := v.law.Household(day, q.Nth, 1)
		r.Text = lines(v.say("law.nth", q.Nth, dong(month.Amount)), v.sum(h), note, v.acts(h.Acts...))
	case q.Members > 0:
		text, total := []string{}, int64(0)
		for n := 1; n <= q.Members; n++ {
			h, _ := v.law.Household(day, n, months)
			total += h.Amount
			if n <= 5 {
				text = append(text, v.say("law.member", n, v.sum(h)))
			}
		}
		if q.Members > 5 {
			text = append(text, v.say("law.others", q.Members))
		}
		text = append([]string{v.say("law.total", q.Members, months, dong(total))}, text...)
		r.Text = lines(append(text, note, v.acts(first.Acts...))...)
	default:
		month, _ := v.law.Household(day, 1, 1)
		text := []string{v.say("law.first", dong(first.Base), vi.Rate(first.Rate), dong(month.Amount))}
		for n := 1; n <= 5; n++ {
			month, _ := v.law.Household(day, n, 1)
			h, _ := v.law.Household(day, n, months)
			text = append(text, v.say("law.row", n, h.Share, dong(month.Amount), dong(h.Amount), months))
		}
		r.Text = lines(append(text, note, v.acts(first.Acts...), v.say("law.tryHousehold"))...)
	}
	return r
}

// sum shows the arithmetic of one contribution.
func (v *visit) sum(h policy.Health) string {
	parts := []string{dong(h.Base), vi.Rate(h.Rate) + "%"}
	if h.Share != 100 {
		parts = append(parts, vi.Int(h.Share)+"%")
	}
	if h.Support > 0 {
		parts = append(parts, vi.Int(100-h.Support)+"%")
	}
	return v.say("law.sum", strings.Join(parts, " × "), h.Months, dong(h.Amount))
}

// supported says what somebody pays whom the State helps: pupils, the near-poor.
func (v *visit) supported(day vi.Day, q policy.Question, of string) bot.Reply {
	if q.Group == "" && of == "bhyt_hssv" {
		q.Group = "pupil"
	}
	months, note := v.healthTerm(q)
	h, err := v.law.Supported(day, q.Group, months)
	if err != nil {
		return v.unknownLaw(v.say("law.ofSupport"), day, v.law.HealthReaches())
	}
	people, rest := q.Members, 0
	if q.Group == "pupil" && q.Pupils > 0 {
		people, rest = q.Pupils, max(q.Members-q.Pupils, 0)
	} else if q.Group == "pupil" && (v.hears("ho") || v.hears("nha") || v.hears("gia dinh")) {
		people = 0 // of a household with pupils in it, nobody knows how many
	}
	group := "group." + q.Group
	if q.Group == "ethnic" {
		group = "group.ethnicHealth"
	}
	amount, state := h.Times(max(people, 1))
	text := []string{v.say("law.pays", dong(amount), months), v.sum(h), v.say("law.state", h.Support, dong(state))}
	if people > 1 {
		text[0], text[1] = v.say("law.paySeveral", people, months, dong(amount)), v.say("law.each", v.sum(h))
	}
	if rest > 0 {
		text = append(text, v.say("law.rest", rest, rest, months))
	}
	if q.Group == "ethnic" {
		text = append(text, v.say("law.listed"))
	}
	return bot.Reply{Title: v.say("law.supported", v.say(group), day.Long()), Text: lines(append(text, note, v.acts(h.Acts...), v.say("law.local"))...)}
}

// healthSupport lists what the State pays of BHYT.
func (v *visit) healthSupport(day vi.Day, q policy.Question) bot.Reply {
	if q.Group != "" {
		return v.supported(day, q, "")
	}
	rows := v.law.HealthSupports(day)
	if len(rows) == 0 {
		return v.unknownLaw(v.say("law.ofSupport"), day, 0)
	}
	text := []string{v.say("law.least")}
	var acts []string
	for _, r := range slices.Concat(v.law.HealthState(day), rows) {
		group := "group." + r.Group
		if r.Group == "ethnic" {
			group = "group.ethnicHealth"
		}
		text, acts = append(text, v.say("law.share", capital(v.say(group)), r.Value)), append(acts, r.Act)
	}
	return bot.Reply{Title: v.say("law.supports", day.Long()), Text: lines(append(text, v.acts(acts...), v.say("law.local"))...)}
}

// mostMonths is for how long voluntary BHXH is paid without a discount.
const mostMonths = 12

// voluntary says what voluntary BHXH costs on the income chosen, by group.
func (v *visit) voluntary(day vi.Day, q policy.Question) bot.Reply {
	months, note := max(q.Months, 1), ""
	if months > mostMonths {
		// Years ahead are paid at a discount by the fund's interest, which is in no table.
		months, note = mostMonths, v.say("law.years", q.Months)
	}
	group := q.Group
	if group == "near_poor_poor_commune" {
		group = "near_poor"
	}
	own, err := v.law.Voluntary(day, q.Income, group, months)
	if err != nil && group != "" {
		group = "" // the table does not know it apart: any other
		own, err = v.law.Voluntary(day, q.Income, group, months)
	}
	if err != nil {
		return v.unknownLaw(v.say("ind.bhxh_tn"), day, v.law.VoluntaryReaches())
	}
	switch {
	case own.Income < own.Floor:
		return bot.Reply{Text: lines(v.say("law.tooLow", dong(own.Income), dong(own.Floor)), v.acts(own.Acts...))}
	case own.Income > own.Ceiling:
		return bot.Reply{Text: lines(v.say("law.tooHigh", dong(own.Income), dong(own.Ceiling)), v.acts(own.Acts...))}
	}
	text := []string{v.say("law.chosen", dong(own.Income), vi.Rate(own.Rate), dong(own.Income*own.Rate/1_000_000))}
	acts := own.Acts
	for _, row := range v.law.VoluntarySupports(day) {
		if group != "" && row.Group != group {
			continue
		}
		x, err := v.law.Voluntary(day, q.Income, row.Group, months)
		if err != nil {
			continue
		}
		text = append(text, v.say("law.voluntary", capital(v.say("group."+row.Group)), x.Support, dong(x.State), dong(x.Amount), months))
		acts = append(acts, x.Acts...)
	}
	most, err := v.law.SupportMonths(day)
	if err == nil {
		text, acts = append(text, v.say("law.months", dong(own.Floor), most.Value)), append(acts, most.Act)
	}
	return bot.Reply{Title: v.say("law.voluntaryTitle", day.Long()), Text: lines(append(text, note, v.say("law.range", dong(own.Floor), dong(own.Ceiling)), v.acts(acts...), v.say("law.tryVoluntary"))...)}
}

// validity says from when a card counts.
func (v *visit) validity(day vi.Day) bot.Reply {
	card, err := v.law.Validity(day)
	if err != nil {
		return v.unknownLaw(v.say("law.ofValidity"), day, 0)
	}
	return bot.Reply{Title: v.say("law.validityTitle"), Text: lines(v.say("law.validity", card.Break, card.Wait, card.Row), v.acts(card.Acts...))}
}

func textsLaw() map[string]text {
	return map[string]text{
		"law.unknown":        {"%s của ngày %s: không rõ, bảng mức đóng chưa có.", "%s on %s: not known; the table of contributions does not have it."},
		"law.until":          {"Bảng có đến ngày %s; mức sau đó chưa công bố.", "The table reaches %s; what follows is not published."},
		"law.office":         {"Em không đoán. Anh/chị hỏi cơ quan BHXH để có mức đúng.", "No guess is made here. Please ask the BHXH office."},
		"law.ofHousehold":    {"mức đóng BHYT hộ gia đình", "the household's contribution to BHYT"},
		"law.ofSupport":      {"mức hỗ trợ đóng BHYT", "the State's support for BHYT"},
		"law.ofBenefits":     {"mức hưởng BHYT", "the benefits of BHYT"},
		"law.ofValidity":     {"giá trị sử dụng thẻ", "the validity of cards"},
		"law.acts":           {"Căn cứ: %s", "By: %s"},
		"law.household":      {"Mức đóng BHYT hộ gia đình, ngày %s", "Household BHYT, %s"},
		"law.first":          {"Lương cơ sở %s × %s%% = %s/tháng cho người thứ nhất; người sau giảm dần", "Base salary %s × %s%% = %s a month for the first member; less for the next"},
		"law.row":            {"Người thứ %d (%d%%): %s/tháng, %s cho %d tháng", "Member %d (%d%%): %s a month, %s for %d months"},
		"law.nth":            {"Người thứ %d: %s/tháng", "Member %d: %s a month"},
		"law.member":         {"Người thứ %d: %s", "Member %d: %s"},
		"law.others":         {"Từ người thứ 6 đến người thứ %d: mỗi người như người thứ 5", "Members 6 to %d: each as the fifth"},
		"law.total":          {"Hộ %d người, %d tháng: %s", "A household of %d, %d months: %s"},
		"law.sum":            {"%s × %d tháng = %s", "%s × %d months = %s"},
		"law.tryHousehold":   {"Gõ ví dụ: hộ 4 người đóng 6 tháng hết bao nhiêu", "Type for example: hộ 4 người đóng 6 tháng hết bao nhiêu"},
		"law.supported":      {"Mức đóng BHYT của %s, ngày %s", "BHYT of %s, %s"},
		"law.pays":           {"Mỗi người tự đóng %s cho %d tháng", "Each pays %s for %d months"},
		"law.paySeveral":     {"%d người, %d tháng: tự đóng %s", "%d people, %d months: %s to pay"},
		"law.each":           {"Mỗi người: %s", "Each: %s"},
		"law.rest":           {"%d người còn lại đóng theo mức hộ gia đình, gõ: hộ %d người đóng %d tháng", "The other %d pay as a household, type: hộ %d người đóng %d tháng"},
		"law.listed":         {"Ở xã còn trong danh sách khó khăn: ngân sách nhà nước đóng toàn bộ.", "In communes still listed as disadvantaged the State pays all of it."},
		"law.free":           {"Không phải đóng: ngân sách nhà nước đóng toàn bộ.", "Nothing to pay: the State pays all of it."},
		"law.freeHow":        {"Thẻ cấp theo danh sách của UBND xã; chưa có thẻ xin hỏi UBND xã.", "Cards follow the commune's list; who has none asks the commune."},
		"law.term":           {"BHYT đóng 3, 6 hoặc 12 tháng một lần.", "BHYT is paid for 3, 6 or 12 months at a time."},
		"law.years":          {"Đóng một lần cho nhiều năm được giảm theo lãi suất của quỹ BHXH nên em chỉ tính 12 tháng, chưa tính %d tháng; anh/chị hỏi cơ quan BHXH.", "Several years paid at once are discounted by the fund's interest: this is for 12 months, not for %d. Please ask the BHXH office."},
		"law.termYear":       {"BHYT đóng 3, 6 hoặc 12 tháng một lần: đây tính cho 12 tháng, chưa phải %d tháng.", "BHYT is paid for 3, 6 or 12 months at a time: this is for 12 months, not for %d."},
		"law.ofGroup":        {"Mức đóng BHYT của nhóm này", "BHYT of this group"},
		"law.state":          {"Nhà nước hỗ trợ ít nhất %d%%: %s", "The State pays at least %d%%: %s"},
		"law.supports":       {"Nhà nước hỗ trợ đóng BHYT, ngày %s", "State support for BHYT, %s"},
		"law.least":          {"Mức hỗ trợ thấp nhất:", "At least:"},
		"law.share":          {"%s: %d%%", "%s: %d%%"},
		"law.local":          {"Tỉnh có thể hỗ trợ thêm theo nghị quyết của HĐND tỉnh.", "The province may add to it by a resolution of its council."},
		"law.voluntaryTitle": {"Mức đóng BHXH tự nguyện, ngày %s", "Voluntary BHXH, %s"},
		"law.chosen":         {"Thu nhập chọn đóng %s × %s%% = %s/tháng, trừ phần Nhà nước hỗ trợ:", "Chosen income %s × %s%% = %s a month, less what the State pays:"},
		"law.voluntary":      {"%s: hỗ trợ %d%% là %s, còn đóng %s (%d tháng)", "%s: %d%% is %s, to pay %s (%d months)"},
		"law.months":         {"Hỗ trợ tính trên mức thấp nhất %s, không quá %d tháng; thuộc nhiều nhóm thì hưởng mức cao nhất.", "Support is a share of the contribution on the least income, %s, for at most %d months; the highest share wins."},
		"law.range":          {"Thu nhập chọn đóng từ %s đến %s (20 lần mức tham chiếu, tính theo lương cơ sở).", "The income may be from %s to %s (20 times the reference level, taken as the base salary)."},
		"law.tooLow":         {"Thu nhập chọn đóng %s thấp hơn mức thấp nhất %s.", "The chosen income, %s, is below the least, %s."},
		"law.tooHigh":        {"Thu nhập chọn đóng %s cao hơn mức cao nhất %s.", "The chosen income, %s, is above the highest, %s."},
		"law.tryVoluntary":   {"Gõ ví dụ: mức đóng bhxh tự nguyện thu nhập 3 triệu hộ cận nghèo 12 tháng", "Type for example: mức đóng bhxh tự nguyện thu nhập 3 triệu hộ cận nghèo 12 tháng"},
		"law.benefits":       {"Quyền lợi BHXH tự nguyện", "Benefits of voluntary BHXH"},
		"law.benefitsTN":     {"Từ 1/7/2025: lương hưu khi đóng đủ 15 năm, trợ cấp thai sản 2.000.000đ mỗi con.\nMức hưởng cụ thể: không rõ ở đây, xin hỏi cơ quan BHXH.\nCăn cứ: Luật Bảo hiểm xã hội, có hiệu lực 1/7/2025", "Since 1/7/2025: a pension after 15 years of contributions, a maternity allowance of 2.000.000đ a child.\nAmounts in single cases are not known here; please ask the BHXH office.\nBy: Law on Social Insurance, in force 1/7/2025"},
		"law.procedure":      {"Thủ tục tham gia", "How to join"},
		"law.papers":         {"Người tham gia kê khai tờ khai TK1-TS, nộp tiền cho nhân viên thu và nhận biên lai.\nMẫu tờ khai có thể đã thay theo Nghị định 188/2025/NĐ-CP; xin hỏi cơ quan BHXH mẫu đang dùng.", "The member fills in the declaration TK1-TS, pays the agent and gets a receipt.\nThe form may have changed with Decree 188/2025; please ask the BHXH office for the one in use."},
		"law.validityTitle":  {"Giá trị sử dụng thẻ BHYT", "From when a BHYT card counts"},
		"law.validity":       {"Hộ gia đình, người được hỗ trợ: tham gia lần đầu hoặc gián đoạn từ %[1]d tháng trở lên thì sau %[2]d ngày kể từ ngày đóng; đóng nối tiếp thì thẻ nối tiếp hạn cũ.\nNgười do đơn vị, cơ quan BHXH hoặc ngân sách đóng: từ ngày đóng.\nHộ nghèo, cận nghèo được ngân sách đóng toàn bộ: thẻ từ 1/1 đến 31/12.\nĐủ %[3]d năm liên tục: gián đoạn dưới %[1]d tháng vẫn tính liên tục.", "Households and supported people: %[2]d days after payment on first joining or after a break of %[1]d months or more; otherwise the card goes on from the old one.\nThose paid for by an employer, BHXH or the budget: from the payment.\nPoor and near-poor households fully paid for: 1 January to 31 December.\n%[3]d years in a row: breaks of under %[1]d months do not count."},

		"group.near_poor_poor_commune": {"hộ cận nghèo ở xã nghèo", "the near-poor in poor communes"},
		"group.near_poor":              {"hộ cận nghèo", "the near-poor"},
		"group.poor":                   {"hộ nghèo", "the poor"},
		"group.island":                 {"xã đảo, đặc khu", "island communes and special zones"},
		"group.ethnic":                 {"người dân tộc thiểu số", "ethnic minorities"},
		"group.ethnicHealth":           {"người dân tộc thiểu số ở xã vừa ra khỏi danh sách khó khăn (36 tháng)", "ethnic minorities in communes that left the lists (36 months)"},
		"group.child":                  {"trẻ em dưới 6 tuổi", "children under 6"},
		"group.merit":                  {"người có công", "people with merit"},
		"group.listed":                 {"người dân ở vùng đặc biệt khó khăn trong danh sách", "people of listed disadvantaged areas"},
		"group.atk":                    {"người thường trú ở xã an toàn khu (ATK) trong danh sách", "residents of listed safe-zone communes (ATK)"},
		"group.pupil":                  {"học sinh, sinh viên", "pupils and students"},
		"group.village_staff":          {"y tế thôn bản, người hoạt động ở thôn, lực lượng an ninh cơ sở, nghệ nhân", "village health workers and staff, grassroots security, artisans"},
		"group.victim":                 {"nạn nhân mua bán người (1 năm)", "victims of trafficking (a year)"},
		"group.farm":                   {"hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình", "farm households of average income"},
		"group.other":                  {"người khác", "others"},
	}
}
