package handlers

import "maps"

// textsReport are what is said of reports, and of those that are corrected,
// watched and listed.
func textsReport() map[string]text {
	all := textsBooked()
	for _, part := range []map[string]text{textsWatch(), textsReports(), textsReview(), textsTell(), textsRight()} {
		maps.Copy(all, part)
	}
	return all
}

func textsBooked() map[string]text {
	return map[string]text{
		"report.together":   {"Các tin anh/chị gửi liền nhau", "What you sent in a row"},
		"report.takeBack":   {"Bỏ tin nào thì gõ hủy kèm số của tin ấy, như: hủy #4711", "To take one back type hủy and its number, such as: hủy #4711"},
		"report.head":       {"Đã ghi #%d · %s · %s", "Recorded #%d · %s · %s"},
		"report.zero":       {"Không phát sinh", "Nothing new"},
		"report.thanks":     {"Cảm ơn anh/chị đã báo.", "Thank you for reporting."},
		"report.new":        {"+%s mới", "+%s new"},
		"report.renewed":    {"%s tái tục", "%s renewed"},
		"report.lapsed":     {"−%s giảm%s", "−%s lapsed%s"},
		"report.visited":    {"đến %s hộ", "%s households visited"},
		"report.registered": {"%s đăng ký (chưa tính vào bao phủ)", "%s registered (not counted as covered)"},
		"report.meetings":   {"%s buổi tuyên truyền", "%s meetings"},
		"report.attendees":  {"%s người dự", "%s attended"},
		"report.months":     {" (%d tháng)", " (%d months)"},
		"report.donated":    {" (thẻ tặng)", " (donated cards)"},
		"report.outreach":   {"Tuyên truyền", "Outreach"},
		"report.day":        {"Cả ngày của %s: %s người", "%s's day in all: %s people"},
		"report.flagged":    {"Số lớn hơn thường ngày: đã tính, và chờ cán bộ xem lại.", "Larger than usual: counted, and marked for the official to look at."},
		"report.coverage":   {"%s: %s%% → %s%%", "%s: %s%% → %s%%"},
		"report.same":       {"%s: %s%%", "%s: %s%%"},
		"report.people":     {"%s: %s → %s người tham gia", "%s: %s → %s participants"},
		"report.gap":        {"còn thiếu %s người để đạt %s%%", "%s people short of %s%%"},
		"report.gapStock":   {"còn thiếu %s người so với kế hoạch %s", "%s people short of the plan of %s"},
		"report.met":        {"đã đạt chỉ tiêu %s%%", "target of %s%% met"},
		"report.metStock":   {"đã đạt kế hoạch %s người", "plan of %s people met"},
		"report.training":   {"Anh/chị đang tập huấn: tin đọc được là %s. Báo cáo thử này không tính vào số liệu.", "You are in training: I read this as %s. This trial report is not counted."},
		"report.changed":    {"Đã sửa #%d · %s · %s", "Corrected #%d · %s · %s"},
		"report.undone":     {"Đã hủy báo cáo #%d (ghi là #%d) · %s · %s", "Report #%d taken back (as #%d) · %s · %s"},
		"report.takenBack":  {"Số đã bỏ: %s (báo lúc %s %s)", "Taken back: %s (reported at %s %s)"},
		"report.backto":     {"Số trước đó được tính lại.", "The earlier figure counts again."},
		"report.editEmpty":  {"Tin sửa không đọc được thành số liệu, nên số đã ghi vẫn giữ nguyên. Muốn bỏ hẳn thì gõ: hủy", "The edited message could not be read as figures, so what was recorded stands. To take it back type: hủy"},
		"report.editSame":   {"Tin sửa không làm đổi số đã ghi.", "The edit changes no figure."},

		"reason.left_poverty": {" do thoát nghèo", " (left poverty)"},
		"reason.left_list":    {" do xã ra khỏi danh sách", " (commune left the list)"},
		"reason.moved":        {" do chuyển đi", " (moved away)"},
		"reason.died":         {" do qua đời", " (died)"},
		"reason.not_renewed":  {" do không đóng tiếp", " (not renewed)"},
		"reason.to_employer":  {" do đi làm công ty", " (to an employer)"},

		"refuse.not_yours":   {"%s không thuộc địa bàn của anh/chị, nên chưa ghi gì. Anh/chị phụ trách: %s. Nếu địa bàn vừa đổi, anh/chị báo cán bộ phụ trách.", "%s is not among your villages; nothing was recorded. Yours: %s. If your villages have just changed, please tell your official."},
		"refuse.not_own":     {"Báo cáo số này không phải của anh/chị, nên không đổi gì.", "That report is not yours; nothing changed."},
		"refuse.future_day":  {"Ngày %s chưa tới, nên chưa ghi gì. Anh/chị gửi lại với ngày đúng giúp.", "%s has not come yet; nothing was recorded. Please send it again with the right day."},
		"refuse.too_old_day": {"Ngày %s quá 7 ngày rồi (nhận từ %s), nên chưa ghi gì. Anh/chị báo cán bộ phụ trách để bổ sung.", "%s is more than 7 days back (accepted from %s); nothing was recorded. Please tell your official."},
		"refuse.locked_day":  {"%s đã khóa sổ, nên không đổi được số của %s. Anh/chị báo cán bộ phụ trách.", "%s is closed, so the figures of %s cannot change. Please tell your official."},
		"refuse.over_all":    {"Nếu ghi thì %s có %s người tham gia trên %s dân, quá 100%%, nên chưa ghi gì. Anh/chị kiểm tra lại số giúp.", "With this %s would have %s participants of %s people, over 100%%; nothing was recorded. Please check the number."},
		"refuse.nothing":     {"Không thấy số nào của anh/chị để sửa hoặc hủy. Báo mới thì gõ như: %s 3 hgđ", "There is no figure of yours to correct or take back. To report, type for example: %s 3 hgđ"},
		"refuse.overtaken":   {"Số này đã được sửa hoặc hủy trước đó, không đổi thêm gì.", "This figure was corrected or taken back before; nothing changed."},
		"refuse.below_zero":  {"Như vậy %s còn dưới 0 (hoặc ít hơn số người khác đã báo), nên chưa ghi gì. Anh/chị kiểm tra lại giúp.", "%s would fall below zero (or below what others reported); nothing was recorded. Please check."},
		"refuse.money":       {"Đó là số tiền, em không ghi tiền. Anh/chị cho biết bao nhiêu người và loại gì, ví dụ: 3 hgđ", "That is money, which is not recorded. How many people, and of what? For example: 3 hgđ"},

		"button.undo":    {"Hoàn tác", "Undo"},
		"button.correct": {"Sửa", "Correct"},
		"button.mine":    {"Tiến độ của tôi", "My progress"},
		"correct.how":    {"Gửi số đúng là em thay số vừa ghi, ví dụ: sửa 3 hgđ. Nhầm bản thì: chuyển sang bản Dửn. Cả ngày thì: tổng hôm nay 8 hgđ.", "Send the right figure and it replaces the last one, for example: sửa 3 hgđ. Wrong village: chuyển sang bản Dửn. The whole day: tổng hôm nay 8 hgđ."},
	}
}

func textsAsk() map[string]text {
	return map[string]text{
		"ask.nothingYet":              {"Chưa ghi gì. ", "Nothing recorded yet. "},
		"ask.understood":              {"Em hiểu: %s.", "Understood: %s."},
		"ask.indicator":               {"Số này là loại gì ạ?", "Which insurance is this number?"},
		"ask.count":                   {"Bao nhiêu người ạ?", "How many people?"},
		"ask.exact_count":             {"Anh/chị cho em con số đúng ạ?", "What is the exact number?"},
		"ask.unit":                    {"Anh/chị hỏi hoặc báo nơi nào ạ?", "Which place do you mean?"},
		"ask.date":                    {"Của ngày nào ạ?", "For which day?"},
		"ask.day_or_month_total":      {"Đây là số của riêng một ngày hay lũy kế cả tháng? Em chỉ ghi số từng ngày.", "Is this one day's figure or the month so far? Only single days are recorded."},
		"ask.tn_meaning":              {"\"tn\" là gì ạ?", "What does \"tn\" stand for?"},
		"ask.confirm_bhxh_tn":         {"BHTN theo luật là bảo hiểm thất nghiệp. Anh/chị báo BHXH tự nguyện phải không?", "BHTN is unemployment insurance by law. Do you mean voluntary BHXH?"},
		"ask.indicator_of_registered": {"Số người đăng ký là đăng ký loại gì ạ?", "Which insurance did they register for?"},
		"ask.columns":                 {"Bảng có các cột em chưa rõ. Anh/chị ghi tên cột (hgđ, tn, tái tục…) rồi gửi lại giúp.", "The table's columns are not clear. Please name them (hgđ, tn, tái tục…) and send it again."},
		"ask.legal_basis":             {"Chỉ tiêu này theo văn bản nào ạ? (ví dụ: QĐ 123/QĐ-UBND)", "Which act is this target based on? (for example QĐ 123/QĐ-UBND)"},
		"ask.person":                  {"Anh/chị nói tên người nào ạ?", "Which person, please?"},
		"ask.confirm":                 {"Đúng như vậy không ạ?", "Is that right?"},
		"ask.reply":                   {"Trả lời một trong các số, hoặc gửi lại cho rõ.", "Answer with a number, or send it again more clearly."},
		"ask.unusual":                 {"%s người ở %s nhiều hơn hẳn thường ngày%s. Ghi số này chứ ạ?", "%s people at %s is far more than usual%s. Record it?"},
		"ask.usual":                   {" (khoảng %s)", " (about %s)"},
		"ask.doubled":                 {"%s hôm %s đã có người khác báo %s. Anh/chị muốn:", "For %s on %s somebody else reported %s. What now?"},
		"ask.again":                   {"Tin này giống hệt tin #%d lúc %s. Ghi thêm lần nữa ạ?", "This is the same text as #%d at %s. Count it again?"},
		"choice.yes":                  {"Có, ghi", "Yes, record"},
		"choice.no":                   {"Không", "No"},
		"choice.add":                  {"Cộng thêm", "Add to it"},
		"choice.replace":              {"Thay số kia", "Replace it"},
		"ask.replaceSure":             {"Bỏ số của người khác (%s) và ghi số của anh/chị thay vào ạ?", "Take back what another reported (%s) and record yours instead?"},
		"choice.drop":                 {"Bỏ, không ghi", "Drop mine"},
		"ask.expired":                 {"Câu hỏi trước đã quá một ngày nên em bỏ, chưa ghi gì. Anh/chị gửi lại cả tin giúp.", "The earlier question is more than a day old and was dropped; nothing was recorded. Please send the whole message again."},
	}
}
