package handlers

// textsFile is what is said of maps, reconciliations and files.
func textsFile() map[string]text {
	return map[string]text{
		"button.map":   {"Bản đồ", "Map"},
		"button.excel": {"Xuất Excel", "Excel file"},

		"map.title":   {"Bản đồ bao phủ %s %s", "Coverage map, %s, %s"},
		"map.units":   {"%d %s · đến %s · thấp nhất trước", "%d %s · up to %s · lowest first"},
		"map.page":    {"Tiếp theo (%d/%d)", "Continued (%d of %d)"},
		"map.under":   {"dưới %s%%: %d nơi", "below %s%%: %d"},
		"map.between": {"từ %s%% đến dưới %s%%: %d nơi", "%s%% to below %s%%: %d"},
		"map.from":    {"từ %s%%: %d nơi", "%s%% and above: %d"},
		"map.all":     {"có số: %d nơi", "with a figure: %d"},
		"map.unknown": {"chưa có số: %d nơi", "no figure: %d"},
		"map.lowest":  {"Thấp nhất: %s", "Lowest: %s"},

		"recon.title":      {"Đối chiếu %s %s, %s", "Reconciliation of %s, %s, %s"},
		"recon.total":      {"Theo báo cáo %s người, số chốt %s người: chênh %s người", "By reports %s people, officially %s people: %s"},
		"recon.row":        {"%d. %s: báo %s, chốt %s (%s)", "%d. %s: reports %s, official %s (%s)"},
		"recon.unknown":    {"%d nơi chưa có số chốt kỳ này, hoặc chưa có số đủ trước đó để đối chiếu.", "%d places have no count of this period, or no whole figure before it."},
		"recon.none":       {"Chưa có số chốt %s, hoặc chưa có số trước đó để đối chiếu. Nhập số chốt bằng tệp, rồi hỏi lại.", "There is no official count for %s, or no figure before it. Import the counts by file, then ask again."},
		"recon.agents":     {"Báo cáo của từng nhân viên ở %s, sau %s đến %s:", "What each agent of %s reported, after %s up to %s:"},
		"recon.agent":      {"– %s: %s mới, %s giảm", "– %s: %s new, %s lapsed"},
		"recon.moreAgents": {"… và %d người nữa", "… and %d more"},
		"recon.formerly":   {"người khác", "others"},
		"recon.sub":        {"số chốt %s so với báo cáo · %d nơi", "official count of %s against reports · %d places"},
		"recon.people":     {"người, số chốt so với báo cáo", "people, official against reports"},
		"recon.both":       {"báo %s, chốt %s", "reports %s, official %s"},
		"recon.numbered":   {"%d. %s", "%d. %s"},
		"recon.above":      {"chốt nhiều hơn báo", "official is more"},
		"recon.less":       {"chốt ít hơn báo", "official is less"},
		"recon.furthest":   {"%d nơi lệch nhiều nhất trong %d nơi.", "The %d furthest off of %d."},

		"file.officials": {"Việc này dành cho cán bộ. Anh/chị xem số của mình: gõ tôi, hoặc biểu đồ của tôi.", "This is for officials. For your own figures type: tôi, or biểu đồ của tôi."},
	}
}
