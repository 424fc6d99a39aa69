package understand

import "strings"

// zeroPhrases are the ways to say that there was nothing: every way to say no
// before every thing there was none of.
func zeroPhrases() string {
	nos := strings.Split("không|ko|k|kh|hk|hông|hổng|hem|hok|chưa|kg|khong|0|chẳng|kô|hổng|mô|nỏ|chả|chưa thấy", "|")
	whats := strings.Split("có ai|có|thu được ai|thu đc ai|thu dc ai|bán được ai|bán đc ai|làm được ai|làm đc ai|kiếm được ai|vận động thêm được ai|phát triển được ai|phát triển được thẻ nào|thu được thẻ nào|thu được người nào|có gì|có j|có gì mới|có ng nào|có người nào|có thẻ nào|có hộ nào|có ca nào|có trường hợp nào|có th nào|phát sinh|có phát sinh|phát sinh gì|ps|có ps|ai|được ai|đc ai|dc ai|được thẻ nào|đc thẻ nào|được người nào|đc người nào|được gì|đc gì|thêm ai|có thêm ai|có người|ai tham gia|có ai tham gia|ai mua|có ai mua|ai đóng|có ai đóng|thu được|thu đc|thu được gì|làm được gì|làm đc gì|làm ăn được gì|bán được gì|bán đc gì|kiếm được gì|vận động được gì|vận động đc gì|có số liệu|có đối tượng|có đối tượng nào|có mới|có thẻ|có ai cả|có gì cả|ai hết|có ai hết|có gì hết|có khách|có người tham gia|người nào|thẻ nào|có đứa nào|bán được|vận động được ai|vận động đc ai|vđ đc ai|ai đăng ký|có ai đăng ký|có kết quả|có biến động|biến động|tăng giảm|có tăng giảm|tăng không giảm|tăng ko giảm|có tăng mới|làm được ai|có nhé|có người mua|có người đóng|có hộ|hộ nào|hộ nào đồng ý|hộ nào mua|hộ nào tham gia|hộ nào chịu|hộ nào đóng|nhà nào|nhà nào mua|nhà nào đóng|nhà nào đồng ý|nhà nào chịu|nhà nào tham gia|có nhà nào|bản nào phát sinh|bản nào có|bản nào có ai|thôn nào phát sinh|thôn nào có|thôn nào có ai|chỗ nào có|chỗ nào có ai|chỗ nào phát sinh|phát sinh người tham gia|phát sinh người tham gia nào|phát sinh người nào|phát sinh thẻ nào|phát sinh trường hợp nào|phát sinh ai|phát sinh mới|phát sinh thêm|có người tham gia nào|có người mua nào|có ai mua mới|có ai tham gia mới|có ai mua thẻ|ai mua thẻ|có ai mua gì|có ai mua gì cả|ai mua gì|ai mua gì cả|có ai đóng gì|có ai đóng gì cả|có ai tham gia gì|có ai tham gia gì cả|có ai nộp gì|có ai nộp gì cả|có ai làm gì|mua gì|mua gì cả|ai mua bán gì|có ai mua bán gì|gặp ai|gặp được ai|gặp đc ai|có mống nào|có ma nào", "|")
	var b strings.Builder
	b.WriteString("=trắng|về tay không|về tay trắng|tay không|về không|đi không về không|nỏ có|mô có|có ai tham gia đâu|có ai đâu|có gì đâu|có ai mua đâu|làm gì có ai|chả có ai|chẳng có ai|đâu có ai|có ai đóng đâu|trắng tay|số 0|zero|báo cáo không|bc không|bc ko|báo cáo: không|bc: không|báo cáo ko|báo cáo: ko|bc: ko|báo cáo 0|bc 0|bằng không|không tăng, không giảm|ko tăng, ko giảm|=ế|nghỉ không thu|không thu|ko thu")
	for _, no := range nos {
		for _, what := range whats {
			b.WriteString("|" + no + " " + what)
		}
	}
	return b.String()
}
