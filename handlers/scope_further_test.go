package handlers_test

import "baophu/internal/understand"

// furtherSamples are questions of each intent that go further than the first:
// rankings by all there is, lists, comparisons and details.
var furtherSamples = map[understand.Intent][]string{
	understand.QueryStatus: {"{nơi} báo cáo 9 tháng", "vì sao {nơi} giảm", "{nơi} bao nhiêu buổi tuyên truyền", "thẻ đến hạn {nơi} tháng này"},
	understand.QueryList:   {"{nơi} xã nào dưới sàn", "{nơi} theo bản", "/theoban {mã}", "/theoban {mã} trang 2"},
	understand.QueryRank: {"xếp hạng nhân viên {nơi}", "xếp hạng tăng trưởng {nơi}", "xếp hạng {nơi} theo số còn thiếu",
		"xếp hạng {nơi} theo kế hoạch bhxh tự nguyện", "xếp hạng {nơi} rút ngắn khoảng cách"},
	understand.QueryCompare: {"{nơi} so với đầu năm", "so sánh {nơi} tháng 10 với tháng 9", "so sánh {nơi}, phường Chiềng Sinh và xã Mường Giôn", "so sánh tỉnh Lai Châu, xã Mường Giôn, {nơi}"},
}
