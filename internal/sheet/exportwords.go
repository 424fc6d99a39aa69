package sheet

// exportWords are the words of an export's workbook.
type exportWords struct {
	standsOn, noCount, partial, illustrative, tooMany string
	cover, figures, tallies, targets, notes           string   // names of the sheets
	item, content, unit, code, from, to, lines, note  string   // of the cover
	figureHead, tallyHead, targetHead                 []string // heads, in the order of their columns
	explained                                         []string // the notes that every export bears
	yes, parts                                        string
	indicator, kind, reason, measure                  map[string]string // words for codes
}

func wordsOf(english bool) exportWords {
	if english {
		return englishWords()
	}
	return vietnameseWords()
}

func vietnameseWords() exportWords {
	return exportWords{
		standsOn: "Số chốt %s và các báo cáo đến %s.", noCount: "Chưa có số chốt.", partial: "Mới có số của %d/%d nơi.",
		illustrative: "Có số liệu minh họa, không phải số chính thức.",
		tooMany:      "Sổ báo cáo của kỳ này có hơn %s dòng nên không kèm trong tệp; hãy xuất từng xã, hoặc kỳ ngắn hơn.",
		cover:        "Bìa", figures: "Số liệu", tallies: "Báo cáo", targets: "Chỉ tiêu", notes: "Ghi chú",
		item: "Mục", content: "Nội dung", unit: "Nơi", code: "Mã", from: "Từ ngày", to: "Đến ngày", lines: "Số dòng báo cáo", note: "Ghi chú",
		figureHead: []string{"Mã", "Nơi", "Chỉ tiêu theo dõi", "Ngày", "Người tham gia", "Tổng số", "Tỷ lệ", "Số chốt ngày", "Tăng mới từ số chốt", "Tái tục", "Giảm", "Cùng kỳ năm trước", "Minh họa", "Mới có số của", "Nguồn nêu tỷ lệ khác"},
		tallyHead:  []string{"Báo cáo số", "Mã", "Nơi", "Ngày", "Loại", "Việc", "Số người", "Lý do", "Người báo", "Hủy dòng"},
		targetHead: []string{"Mã", "Nơi", "Kỳ", "Đo bằng", "Chỉ tiêu", "Căn cứ", "Còn thiếu (người)"},
		explained: []string{
			"Người tham gia = số chốt gần nhất, cộng tăng mới, trừ giảm theo các báo cáo sau ngày chốt.",
			"Tỷ lệ = người tham gia / tổng số (dân số, lực lượng lao động hoặc học sinh, sinh viên).",
			"Tái tục không làm tăng người tham gia. Dòng có số âm hủy dòng ghi ở cột Hủy dòng.",
			"Mới có số của một phần các nơi thì người tham gia và tỷ lệ thấp hơn thực tế. Nguồn nêu tỷ lệ khác: giữ cả hai, cần đối chiếu.",
			"Số của nơi cấp trên không cộng thêm vào số của các nơi trực thuộc.",
		},
		yes: "có", parts: "%d/%d nơi",
		indicator: map[string]string{"bhyt": "BHYT", "bhyt_hgd": "BHYT hộ gia đình", "bhyt_hssv": "BHYT học sinh, sinh viên", "bhxh_tn": "BHXH tự nguyện",
			"bhxh_bb": "BHXH bắt buộc", "bhxh": "BHXH", "bhtn": "Bảo hiểm thất nghiệp", "": "Hoạt động"},
		kind: map[string]string{"new": "tăng mới", "renewed": "tái tục", "lapsed": "giảm", "visited": "hộ đã đến", "registered": "đăng ký",
			"meetings": "buổi tuyên truyền", "attendees": "người dự", "zero": "không phát sinh"},
		reason: map[string]string{"left_poverty": "thoát nghèo", "left_list": "xã ra khỏi danh sách", "moved": "chuyển đi", "died": "mất",
			"not_renewed": "không tái tục", "to_employer": "sang doanh nghiệp"},
		measure: map[string]string{"rate_pct": "tỷ lệ", "stock": "người tham gia", "new": "người mới"},
	}
}

func englishWords() exportWords {
	return exportWords{
		standsOn: "Official count of %s and the reports up to %s.", noCount: "No official count yet.", partial: "Figures of %d of %d places only.",
		illustrative: "With illustrative figures, not official ones.",
		tooMany:      "More than %s reports: they are left out of this file; export a commune, or a shorter time.",
		cover:        "Cover", figures: "Figures", tallies: "Reports", targets: "Targets", notes: "Notes",
		item: "Item", content: "Content", unit: "Place", code: "Code", from: "From", to: "To", lines: "Lines of reports", note: "Note",
		figureHead: []string{"Code", "Place", "Indicator", "Day", "Participants", "Of", "Rate", "Official count of", "New since the count", "Renewed", "Lapsed", "Same day last year", "Illustrative", "In part only", "Source states another rate"},
		tallyHead:  []string{"Report", "Code", "Place", "Day", "Indicator", "Kind", "People", "Reason", "Agent", "Takes back line"},
		targetHead: []string{"Code", "Place", "Period", "Measure", "Target", "Basis", "People short"},
		explained: []string{
			"Participants = the newest official count, plus new, less lapsed of the reports after its day.",
			"Rate = participants / all (population, labour force, or pupils and students).",
			"Renewed people do not raise participants. A line below zero takes back the line it names.",
			"Where only a part of the places has figures, participants and rate are too low. Where the source states another rate both are kept: to be reconciled.",
			"The figure of a unit is never added to those of its parts.",
		},
		yes: "yes", parts: "%d of %d places",
		indicator: map[string]string{"bhyt": "Health insurance (BHYT)", "bhyt_hgd": "Household BHYT", "bhyt_hssv": "Pupils' BHYT", "bhxh_tn": "Voluntary BHXH",
			"bhxh_bb": "Compulsory BHXH", "bhxh": "Social insurance (BHXH)", "bhtn": "Unemployment insurance", "": "Activity"},
		kind: map[string]string{"new": "new", "renewed": "renewed", "lapsed": "lapsed", "visited": "households visited", "registered": "registered",
			"meetings": "meetings", "attendees": "attended", "zero": "nothing"},
		reason: map[string]string{"left_poverty": "left poverty", "left_list": "left the list", "moved": "moved", "died": "died",
			"not_renewed": "not renewed", "to_employer": "to an employer"},
		measure: map[string]string{"rate_pct": "rate", "stock": "participants", "new": "new people"},
	}
}
