package handlers

import "baophu/internal/understand"

// Action is one thing people can ask or tell.
type Action struct {
	Name    string              // for logs and tests
	Command string              // its slash command in the platforms' menus, "" for none
	Menu    text                // what the menus say of it
	Intents []understand.Intent // what messages it answers
	step
}

// MenuIn gives what the platforms' menus say of an action, in a language of
// two letters; Vietnamese where there is none.
func (a Action) MenuIn(language string) string {
	if language == "en" && a.Menu.en != "" {
		return a.Menu.en
	}
	return a.Menu.vi
}

// Actions is the list of everything people can ask and tell; menus, guards
// and the dispatch of messages follow from it.
func Actions() []Action {
	is := func(i ...understand.Intent) []understand.Intent { return i }
	return []Action{
		{Name: "report", Command: "baocao", Menu: text{"Báo cáo số trong ngày", "Report the day's figures"},
			Intents: is(understand.Report, understand.ZeroReport), step: forAgents(report)},
		{Name: "outreach", Intents: is(understand.Outreach), step: forAgents(outreach)},
		{Name: "correct", Command: "sua", Menu: text{"Sửa số vừa báo", "Correct the last figure"},
			Intents: is(understand.Correct), step: forAgents(correct)},
		{Name: "undo", Command: "huy", Menu: text{"Hủy báo cáo vừa gửi", "Take back the last report"},
			Intents: is(understand.Undo), step: forAgents(undo)},
		{Name: "own", Command: "toi", Menu: text{"Tiến độ của tôi", "My progress"},
			Intents: is(understand.QuerySelf), step: forOurs(own)},
		{Name: "status", Command: "xa", Menu: text{"Tình hình một nơi", "Where a place stands"},
			Intents: is(understand.QueryStatus), step: forOurs(status)},
		{Name: "gap", Command: "conthieu", Menu: text{"Còn thiếu bao nhiêu người", "People short of the target"},
			Intents: is(understand.QueryGap), step: forOurs(gap)},
		{Name: "list", Command: "chuadat", Menu: text{"Nơi chưa đạt hoặc giảm", "Places below target or falling"},
			Intents: is(understand.QueryList), step: forOurs(list)},
		{Name: "rank", Command: "xephang", Menu: text{"Xếp hạng", "Ranking"},
			Intents: is(understand.QueryRank), step: forOurs(rank)},
		{Name: "missing", Command: "chuabao", Menu: text{"Ai chưa báo cáo", "Who has not reported"},
			Intents: is(understand.QueryMissing), step: forOurs(missing)},
		{Name: "compare", Command: "cungky", Menu: text{"So với cùng kỳ", "Against the year before"},
			Intents: is(understand.QueryCompare), step: forOurs(compare)},
		{Name: "plan", Intents: is(understand.QueryPlan), step: forOurs(plan)},
		{Name: "forecast", Command: "dubao", Menu: text{"Dự báo ngày đạt", "Forecast"},
			Intents: is(understand.QueryForecast), step: forOurs(forecast)},
		{Name: "target", Command: "chitieu", Menu: text{"Chỉ tiêu và căn cứ", "Targets and their basis"},
			Intents: is(understand.QueryTarget), step: forOurs(target)},
		{Name: "responsible", Command: "phutrach", Menu: text{"Ai phụ trách", "Who is responsible"},
			Intents: is(understand.QueryResponsible), step: forOurs(responsible)},
		{Name: "remind", Command: "nhac", Menu: text{"Nhắc người chưa báo cáo", "Remind who has not reported"},
			Intents: is(understand.Remind), step: forOurs(remind)},
		{Name: "announce", Command: "thongbao", Menu: text{"Gửi thông báo cho nhân viên thu", "Announce to agents"},
			Intents: is(understand.Announce), step: forOurs(announce)},
		{Name: "hours", Command: "gionhac", Menu: text{"Giờ nhắc báo cáo", "Times of reminders"},
			Intents: is(understand.SetHours), step: forOurs(setHours)},
		{Name: "chart", Command: "bieudo", Menu: text{"Biểu đồ", "Chart"},
			Intents: is(understand.Export), step: forOurs(export)},
		{Name: "follow", Command: "theodoi", Menu: text{"Theo dõi: bản tin, cảnh báo", "Follow: digests and alerts"},
			Intents: is(understand.Subscribe), step: forOurs(follow)},
		{Name: "policy", Command: "mucdong", Menu: text{"Mức đóng, mức hỗ trợ", "Contributions and State support"},
			Intents: is(understand.PolicyQuestion), step: forOurs(law)},
		{Name: "setTarget", Intents: is(understand.SetTarget), step: forAdmins(setTarget)},
		{Name: "assign", Intents: is(understand.Assign), step: forAdmins(assign)},
		{Name: "group", Command: "nhom", Menu: text{"Gắn nhóm với một nơi", "Bind a group to a unit"},
			Intents: is(understand.BindGroup), step: forAll(bindGroup)},
		{Name: "administer", Intents: is(understand.Administer), step: forAdmins(administer)},
		{Name: "review", Command: "duyet", Menu: text{"Báo cáo cần duyệt", "Reports to approve"},
			Intents: is(understand.Review), step: forOurs(review)},
		{Name: "link", Command: "lienket", Menu: text{"Dùng thêm Zalo, Telegram", "Use one more chat"},
			Intents: is(understand.Link), step: forOurs(linkChat)},
		{Name: "join", Intents: is(understand.Join), step: forAll(joinUs)},
		{Name: "leave", Intents: is(understand.Leave), step: forAgents(leave)},
		{Name: "language", Command: "ngonngu", Menu: text{"Ngôn ngữ / Language", "Language / Ngôn ngữ"},
			Intents: is(understand.SetLanguage), step: forOurs(language)},
		{Name: "help", Command: "trogiup", Menu: text{"Cách dùng", "How to use"},
			Intents: is(understand.Help), step: forOurs(help)},
		{Name: "cancel", Intents: is(understand.Cancel), step: forAll(cancel)},
		{Name: "confirm", Intents: is(understand.Confirm), step: forAll(confirmNothing)},
		{Name: "pii", Intents: is(understand.RefusePII), step: forAll(refusePII)},
		{Name: "unclear", Intents: is(understand.Unclear), step: forAll(unclear)},
	}
}
