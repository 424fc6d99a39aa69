package sheet

import (
	"fmt"
	"regexp"
	"strings"
)

// English gives the fault in one line for who reads English.
func (f Fault) English() string {
	s := f.File
	if f.Row > 0 {
		s += fmt.Sprintf(", row %d", f.Row)
	}
	if f.Column != "" {
		s += ", column " + f.Column
	}
	if f.Warning {
		s += ": note"
	}
	reason, _ := inEnglish(f.Reason)
	return s + ": " + reason
}

// phrase is a reason in both languages. What a verb of the first stands for
// is named by {1}, {2}, … in the second; {1*} is a reason itself.
type phrase struct{ vi, en string }

// pattern is a phrase ready to be looked for.
type pattern struct {
	is *regexp.Regexp
	en string
}

var blank = regexp.MustCompile(`%[sdqv]`)

var patterns = ready(phrases())

func ready(phrases []phrase) []pattern {
	var all []pattern
	for _, p := range phrases {
		var is strings.Builder
		is.WriteString(`^`)
		rest := strings.ReplaceAll(p.vi, "%%", "%")
		for {
			at := blank.FindStringIndex(rest)
			if at == nil {
				break
			}
			is.WriteString(regexp.QuoteMeta(rest[:at[0]]) + map[string]string{"%d": `(\d+)`, "%q": `(".*?")`, "%s": `(.+?)`, "%v": `(.+?)`}[rest[at[0]:at[1]]])
			rest = rest[at[1]:]
		}
		is.WriteString(regexp.QuoteMeta(rest) + `$`)
		all = append(all, pattern{regexp.MustCompile(`(?s)` + is.String()), p.en})
	}
	return all
}

// inEnglish gives a reason in English; ok is false, and it stays as it is,
// where there is no phrase for it.
func inEnglish(reason string) (said string, ok bool) {
	for _, p := range patterns {
		m := p.is.FindStringSubmatch(reason)
		if m == nil {
			continue
		}
		said, ok = p.en, true
		for n := 1; n < len(m); n++ {
			name := fmt.Sprintf("{%d*}", n)
			if strings.Contains(said, name) {
				inner, known := inEnglish(m[n])
				said, ok = strings.ReplaceAll(said, name, inner), ok && known
			}
			said = strings.ReplaceAll(said, fmt.Sprintf("{%d}", n), m[n])
		}
		return said, ok
	}
	return reason, false
}

// phrases are all reasons there are; of two that fit the first is taken.
func phrases() []phrase {
	return append(filePhrases(), cellPhrases()...)
}

// filePhrases are reasons of whole files, and of units.
func filePhrases() []phrase {
	return []phrase{
		{"tệp có hơn 200.000 hàng; chia thành nhiều tệp nhỏ hơn", "the file has more than 200,000 rows; split it into smaller files"},
		{"tệp có hơn 64 cột; chỉ giữ các cột cần nhập", "the file has more than 64 columns; keep those to be imported"},
		{"tệp trống; gửi lại tệp có hàng tiêu đề và số liệu", "the file is empty; send one with a header row and figures"},
		{"tệp lớn hơn 20 MB; chia thành nhiều tệp nhỏ hơn", "the file is larger than 20 MB; split it into smaller files"},
		{"tệp Excel đời cũ (.xls) hoặc có mật khẩu; mở bằng Excel và lưu lại thành .xlsx, không đặt mật khẩu", "an old Excel file (.xls), or one with a password; open it in Excel and save it as .xlsx without a password"},
		{"tệp chữ UTF-16; lưu lại thành \"CSV UTF-8\" hoặc .xlsx", "a UTF-16 text file; save it as \"CSV UTF-8\" or .xlsx"},
		{"tệp PDF không nhập được; gửi tệp .xlsx hoặc .csv", "a PDF cannot be imported; send an .xlsx or .csv file"},
		{"không phải tệp CSV hay XLSX; gửi tệp .xlsx hoặc .csv", "no CSV or XLSX file; send an .xlsx or .csv file"},
		{"chữ trong tệp không phải UTF-8; lưu lại thành \"CSV UTF-8\" hoặc .xlsx", "the text is not UTF-8; save it as \"CSV UTF-8\" or .xlsx"},
		{"tệp là trang web hoặc XML mang đuôi khác; mở bằng Excel và lưu lại thành .xlsx", "a web page or XML under another name; open it in Excel and save it as .xlsx"},
		{"hàng %d: dấu ngoặc kép không đóng hoặc đặt sai chỗ; sửa lại hoặc lưu thành .xlsx", "row {1}: a quotation mark is not closed or is misplaced; mend it or save it as .xlsx"},
		{"không đọc được tệp CSV; lưu lại thành \"CSV UTF-8\" hoặc .xlsx", "the CSV file cannot be read; save it as \"CSV UTF-8\" or .xlsx"},
		{badWorkbook, "the Excel file cannot be read (damaged, or too large unpacked); open it in Excel and save it as .xlsx"},
		{"tệp có quá nhiều ô trống được định dạng; chép riêng vùng có số liệu sang tệp mới", "the file has too many formatted empty cells; copy the figures to a new file"},
		{"tệp chỉ có hàng tiêu đề; điền số liệu bên dưới rồi gửi lại", "the file has a header row only; fill in the figures and send it again"},
		{"không nhận ra loại tệp vì hàng tiêu đề lạ; xem tên cột trong tệp mẫu", "the header row is of no known file; see the columns in the examples"},
		{"giống tệp %s nhưng thiếu cột %s; thêm cột rồi gửi lại", "it looks like the file of {1}, without the columns {2}; add them and send it again"},
		{"giống tệp %s nhưng có cột lạ: %s; sửa tên hoặc xóa cột đó", "it looks like the file of {1}, with unknown columns: {2}; rename or remove them"},
		{"chưa có tệp nào; gửi kèm ít nhất một tệp .csv hoặc .xlsx", "there is no file; send at least one .csv or .xlsx file"},
		{"%v; sửa hàng đó hoặc lấy lại bốn tệp của cùng một bản", "{1}; mend that row, or take the four files of one edition"},
		{"có nhiều ô hơn hàng tiêu đề; số viết bằng dấu phẩy phải đặt trong ngoặc kép, ví dụ \"95,7\"", "more cells than the header row; a number with a comma must stand in quotes, for example \"95,7\""},
		{"danh mục của thời còn cấp huyện; xuất lại danh mục với ngày từ 1/7/2025 trở đi", "a catalogue of the time of districts; export it again for a day from 1/7/2025 on"},
		{"thiếu mã tỉnh; xuất lại danh mục hoặc điền mã", "the province's code is missing; export the catalogue again or fill it in"},
		{"thiếu mã xã; xuất lại danh mục hoặc điền mã", "the commune's code is missing; export the catalogue again or fill it in"},
		{"mã %q không phải mã của danh mục (2 số của tỉnh, 5 số của xã); sửa mã", "{1} is no code of the catalogue (2 digits of a province, 5 of a commune); mend it"},
		{"không biết %q là loại đơn vị nào; tên phải bắt đầu bằng %s", "{1} is of no known kind; the name must begin with {2}"},
		{"không có đơn vị mã %q; có phải %s (%s) không?", "there is no unit {1}; do you mean {2} ({3})?"},
		{"không có đơn vị mã %q; sửa mã hoặc thêm đơn vị này vào tệp đơn vị", "there is no unit {1}; mend the code, or add it to the file of units"},
		{"%s (mã %s) chỉ có đến %s; dùng mã của đơn vị mới", "{1} (code {2}) ended on {3}; use the new unit's code"},
		{"%s (mã %s) chỉ có từ %s; số cũ hơn nên ghi cho đơn vị cũ", "{1} (code {2}) began on {3}; older figures belong to the old unit"},
		{"%s (mã %s) đã thôi từ sau %s; dùng mã đơn vị mới", "{1} (code {2}) ended on {3}; use the new unit's code"},
		{"%s (mã %s) nằm ngoài phạm vi anh/chị quản trị; xóa hàng này hoặc gửi quản trị nơi đó", "{1} (code {2}) is outside the units you administer; leave the row out, or send it to the administrator there"},
		{"làm sai %s (mã %s): %s", "it breaks {1} (code {2}): {3*}"},
		{"để trống; điền tên đơn vị", "empty; fill in the unit's name"},
		{"loại %q không có; dùng tỉnh, thành phố, xã, phường, đặc khu, thôn, bản, bon, tiểu khu, tổ dân phố, BHXH cơ sở...", "there is no kind {1}; use tỉnh, thành phố, xã, phường, đặc khu, thôn, bản, bon, tiểu khu, tổ dân phố, BHXH cơ sở..."},
		{"để trống; điền mã của đơn vị cấp trên", "empty; fill in the code of the unit above"},
		{"%s không thể là cấp trên của một %s; sửa mã cấp trên hoặc loại", "{1} cannot stand above a {2}; mend the code above or the kind"},
		{"đi lên các cấp lại gặp chính đơn vị này (vòng lặp); sửa mã cấp trên", "going up leads back to the unit itself (a loop); mend the code above"},
		{"không có cơ quan BHXH mã %q; thêm nó vào tệp đơn vị, loại BHXH cơ sở", "there is no BHXH office {1}; add it to the file of units, of kind BHXH cơ sở"},
		{"ngày kết thúc trước ngày bắt đầu; sửa một trong hai", "it ends before it begins; mend one of the two days"},
		{"đơn vị kế tiếp dẫn về chính đơn vị này (vòng lặp); sửa lại", "the successors lead back to the unit itself (a loop); mend them"},
		{"đơn vị không hợp lệ (%s); sửa lại hàng này", "not a valid unit ({1}); mend this row"},
		{"mã VN là cả nước và luôn có sẵn; xóa hàng này", "VN is the whole country and always there; leave this row out"},
		{"mã %q không hợp lệ; dùng chữ cái không dấu, số, dấu gạch hoặc chấm, nhiều nhất 32 ký tự", "{1} is no valid code; use plain letters, digits, dashes and points, 32 at most"},
		{"có ngày chuyển mà không ghi cơ quan BHXH; điền mã, hoặc - khi không còn thuộc cơ quan nào", "a day of change without a BHXH office; fill in its code, or - for none"},
		{"%q không hiểu; viết 03703:part khi đơn vị chỉ nhập một phần", "{1} is not understood; write 03703:part where only a part goes there"},
		{"mã %s trùng với hàng %d; chỉ giữ một hàng", "code {1} is in row {2} already; keep one of them"},
	}
}

// cellPhrases are reasons of single rows and cells.
func cellPhrases() []phrase {
	return []phrase{
		{"số âm; ghi số từ 0 trở lên", "below zero; write 0 or more"},
		{"không phải số nguyên; viết 1196739 hoặc 1.196.739", "no whole number; write 1196739 or 1.196.739"},
		{"dấu phẩy là dấu thập phân; viết 1196739 hoặc 1.196.739", "a comma is a decimal point here; write 1196739 or 1.196.739"},
		{"số quá lớn; kiểm tra lại đơn vị tính là người", "too large; it must be people"},
		{"không phải tỷ lệ phần trăm; viết 95,7 hoặc 95.7", "no percentage; write 95,7 or 95.7"},
		{"tỷ lệ âm; ghi từ 0 đến 100", "a rate below zero; write 0 to 100"},
		{"tỷ lệ trên 100%%; ghi từ 0 đến 100", "a rate above 100%; write 0 to 100"},
		{"chỉ nhận mức \"trên\" (ví dụ trên 90%%); để trống và ghi vào cột nguồn", "only a lower bound is taken (for example trên 90%); leave it empty and name it in the source"},
		{"không phải ngày; viết 2026-11-22 hoặc 22/11/2026", "no date; write 2026-11-22 or 22/11/2026"},
		{"không có ngày này trong lịch; viết ngày/tháng/năm, ví dụ 22/11/2026", "there is no such day; write day/month/year, for example 22/11/2026"},
		{"năm ngoài khoảng 1975 đến 2100; kiểm tra lại", "the year is not within 1975 to 2100; please check"},
		{"là một ngày chứ không phải kỳ; viết 2026, 2026-Q4 hoặc 2026-11 dạng chữ", "a day and no period; write 2026, 2026-Q4 or 2026-11 as text"},
		{"không phải kỳ; viết 2026, 2026-Q4 hoặc 2026-11", "no period; write 2026, 2026-Q4 or 2026-11"},
		{"bằng 0; mẫu số phải trên 0", "zero; a denominator is above 0"},
		{"thiếu cả số người và tỷ lệ công bố; điền ít nhất một số", "neither people nor a stated rate; fill in one at least"},
		{"bằng 0; chỉ tiêu phải trên 0", "zero; a target is above 0"},
		{"%s không có mẫu số nên không giao tỷ lệ được; giao số người (stock) hoặc tăng mới (new)", "{1} has no denominator, so no rate can be set; set people (stock) or new ones (new)"},
		{"%s không có mẫu số nên không có mức sàn; dùng bhyt, bhyt_hssv, bhxh hoặc bhtn", "{1} has no denominator, so no floor; use bhyt, bhyt_hssv, bhxh or bhtn"},
		{"chưa ghi căn cứ; nên ghi số văn bản giao chỉ tiêu", "no basis; the act's number should be named"},
		{"sau khi kỳ %s đã hết; sửa ngày hiệu lực hoặc kỳ", "after the end of {1}; mend the day or the period"},
		{"viết giờ từ 07:00 đến trước 21:00, như 16:30; tắt thì ghi off; để trống là theo đơn vị cấp trên", "write a time from 07:00 to before 21:00, as 16:30; off for none; empty is as the unit above"},
		{"%s (%s người) nhiều hơn cả %s (%s người) cùng ngày; giữ như công bố, kiểm tra lại", "{1} ({2} people) is more than all of {3} ({4} people) of that day; kept as stated, please check"},
		{"%s người, mẫu số %s là %s: hơn gấp đôi mẫu số; sửa số người hoặc nhập mẫu số đúng", "{1} people, and the denominator of {2} is {3}: more than twice; mend the people or import the right denominator"},
		{"%s người, mẫu số %s là %s: trên 100%%; giữ như công bố, kiểm tra lại mẫu số", "{1} people, and the denominator of {2} is {3}: above 100%; kept as stated, please check the denominator"},
		{"%s người, mẫu số %s là %s, tính ra %s%% nhưng nguồn ghi %s%%; giữ cả hai và đánh dấu", "{1} people, and the denominator of {2} is {3}: that is {4}%, and the source states {5}%; both are kept, and marked"},
		{"%s đã có ở hàng %d trong vai trò này; trùng với hàng %d thì gộp các mã đơn vị vào một hàng, ngăn bằng |", "{1} is in row {2} already in this role; put all unit codes into one row, joined by |"},
		{"họ tên không được có chữ số; không ghi số điện thoại hay giấy tờ", "a name has no digits; leave out phone and identity numbers"},
		{"họ tên dài hơn 80 chữ; rút gọn", "the name is longer than 80 letters; shorten it"},
		{"dài hơn 300 chữ; rút gọn", "longer than 300 letters; shorten it"},
		{"có số điện thoại, căn cước hoặc số thẻ; xóa đi, chỉ nhập số lượng người", "it holds a phone, identity or card number; take it out, only counts are imported"},
		{"trước ngày công nhận; sửa một trong hai ngày", "before the recognition; mend one of the two days"},
		{"trước ngày bắt đầu; sửa một trong hai ngày", "before the first day; mend one of the two"},
		{"%q không phải năm; viết 2026", "{1} is no year; write 2026"},
		{"để trống; điền ô này hoặc xóa cả hàng", "empty; fill it in, or leave the row out"},
		{"ngày %s chưa tới; ghi ngày từ hôm nay trở về trước", "{1} has not come yet; write today or earlier"},
		{"bằng 0; ghi tỷ lệ trên 0", "zero; write a rate above 0"},
		{"%q không hiểu; ghi \"có\" hoặc để trống", "{1} is not understood; write \"có\" or leave it empty"},
		{"trùng với hàng %d; chỉ giữ một hàng", "the same as row {1}; keep one of them"},
		{"chỉ số giảm (lapsed) mới có lý do; để trống ô này", "only lapses have a reason; leave it empty"},
		{"người đi làm công ty vẫn có bảo hiểm; ghi giảm ở bhyt_hgd hoặc bhxh_tn", "who goes to an employer stays insured; record the lapse in bhyt_hgd or bhxh_tn"},
		{"%s đã khóa sổ; mở khóa trước khi nhập", "{1} is locked; unlock it first"},
		{"báo cáo không phát sinh không thuộc chỉ tiêu nào; để trống ô này", "a report of nothing is of no indicator; leave it empty"},
		{"%q trái với \"không phát sinh\"; ghi 0 hoặc để trống", "{1} is against \"không phát sinh\" (nothing); write 0 or leave it empty"},
		{"bhxh là tổng của bhxh_bb và bhxh_tn; ghi vào từng loại", "bhxh is the sum of bhxh_bb and bhxh_tn; record each by itself"},
		{"bằng 0; bỏ hàng này hoặc ghi loại phát sinh là zero", "zero; leave the row out, or record it as zero"},
		{"%s người trong một hàng là quá nhiều; nhập bằng số chốt", "{1} people are too many for one row; import them as a baseline"},
		{"%q không hiểu; chọn một trong: %s", "{1} is not understood; take one of: {2}"},
		{"%q %s", "{1}: {2*}"}, // a cell, and what is wrong with it
	}
}
