package place_test

import (
	"slices"
	"strings"
	"testing"

	"baophu/internal/place"
	"baophu/internal/vi"
)

func near(units ...place.Code) place.Near { return place.Near{Units: units} }

func TestBest(t *testing.T) {
	t.Parallel()
	_, ix := national(t)
	old := near()
	old.Day = vi.Date(2024, 12, 31)
	for _, c := range []struct {
		name, text string
		near       place.Near
		want       place.Code   // or
		choices    []place.Code // which come first, in this order
	}{
		{"own ward", "Chiềng Sinh", near("03679"), "03679", nil},
		{"own ward, called a commune", "xã chiềng sinh", near("03679"), "03679", nil},
		{"borne by two, nobody near", "Chiềng Sinh", near(), "", []place.Code{"03283", "03679"}},
		{"the kind tells them apart", "phường Chiềng Sinh", near(), "03679", nil},
		{"the province tells them apart", "chiềng sinh điện biên", near("03679"), "03283", nil},
		{"kind words and all", "xã Chiềng Sinh, tỉnh Điện Biên", near(), "03283", nil},
		{"by its old district", "Mường Giôn, Quỳnh Nhai", near(), "03694", nil},
		{"by its old province", "Kiến Đức Đắk Nông", near(), "24733", nil},
		{"an old commune", "chieng ngan", near(), "X03673", nil},
		{"the new commune of that name", "Mường Than", near("12"), "03618", nil},
		{"the old one, when asked for", "Mường Than cũ", near("12"), "X03619", nil},
		{"the old one, on its day", "Mường Than", place.Near{Units: []place.Code{"12"}, Day: vi.Date(2024, 12, 31)}, "X03619", nil},
		{"a province and its old city", "Sơn La", near(), "14", nil},
		{"the old city by its kind", "tp sơn la", near("03679"), "H116", nil},
		{"the old city in full", "thành phố Sơn La", near("14"), "H116", nil},
		{"a merged province", "thai nguyen", near(), "19", nil},
		{"the old province on its day", "Thái Nguyên", old, "T19", nil},
		{"its old city", "thành phố thái nguyên", near(), "H164", nil},
		{"a province that is no more", "đắk nông", near("68"), "T67", nil},
		{"an old province and a ward", "Bắc Kạn", near(), "", []place.Code{"01843", "T06"}},
		{"a province called by its former kind", "tỉnh Bắc Ninh", near(), "24", nil},
		{"lào cai", "lào cai", near(), "15", nil},
		{"lai châu", "lai chau", near(), "12", nil},
		{"between the two", "lao chau", near(), "", []place.Code{"12"}},
		{"hà nội", "HÀ NỘI", near(), "01", nil},
		{"in one word", "hanoi", near(), "01", nil},
		{"in short", "tphcm", near(), "79", nil},
		{"a district that was abolished", "huyện quỳnh nhai", near("14"), "H118", nil},
		{"the commune of that name", "xã quỳnh nhai", near("14"), "03703", nil},
		{"in one word, with an apostrophe lost", "dakrlap", near(), "H666", nil},
		{"the tone on the other vowel", "Hoà Bình, Phú Thọ", near(), "04795", nil},
		{"i for y", "Lí Sơn", near(), "21548", nil},
		{"Telex left over", "chieenfg ngaan", near(), "X03673", nil},
		{"VNI left over", "chie6n2g nga6n2", near(), "X03673", nil},
		{"a number of its own", "Phường 1 Bảo Lộc", near(), "24823", nil},
		{"said the other way round", "bao loc 1", near(), "24823", nil},
		{"another number is another ward", "phường 4 bảo lộc", near("68"), "", nil},
		{"own village by number", "thôn 3", near("v-t3", "v-t5"), "v-t3", nil},
		{"no such number", "thôn 4", near("v-t3", "v-t5"), "", nil},
		{"a Roman number", "kim chung 3", near("v-kc1"), "v-kc3", nil},
		{"written as one", "Kim Chung III", near("v-kc1"), "v-kc3", nil},
		{"in short, in one word", "tk2", near("v-tk1"), "v-tk2", nil},
		{"an own village, by a slip", "nong la", near("v-noongla", "v-dun"), "v-noongla", nil},
		{"a slip that may be several", "chieng nagn", near(), "", []place.Code{"X03673"}},
		{"nothing", "", near(), "", nil},
		{"no letters", "?!", near(), "", nil},
		{"no place", "bảo hiểm y tế tự nguyện", near("14"), "", nil},
		{"an unknown asker", "Sơn La", near("nobody"), "14", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, choices := ix.Best(c.text, c.near)
			if got != c.want || len(choices) < len(c.choices) || !slices.Equal(choices[:len(c.choices)], c.choices) {
				t.Errorf("%q: %s %v, want %s %v", c.text, got, choices, c.want, c.choices)
			}
			if c.choices == nil && len(choices) > 0 {
				t.Errorf("%q: %v may be asked about", c.text, choices)
			}
		})
	}
}

func TestFindOrder(t *testing.T) {
	t.Parallel()
	_, ix := national(t)
	matches := ix.Find("Chiềng Sinh", near("03679"))
	if len(matches) < 3 || matches[0].Code != "03679" || matches[0].How != place.Exact || matches[0].Cost != 0 {
		t.Errorf("own ward first: %v", matches)
	}
	for text, how := range map[string]place.How{"chieng sinh": place.Folded, "chiengsinh": place.Joined, "chieng snih": place.Typo} {
		if m := ix.Find(text, near("03679")); len(m) == 0 || m[0].How != how || m[0].Code != "03679" {
			t.Errorf("%q: %v", text, m)
		}
	}
}

// words cuts a sentence as the reader of messages does.
func words(s string) []string {
	var list []string
	for _, w := range strings.Fields(vi.Clean(s)) {
		for {
			i := strings.IndexAny(w, ",:;?!")
			if i < 0 {
				break
			}
			if i > 0 {
				list = append(list, w[:i])
			}
			list = append(list, w[i:i+1])
			w = w[i+1:]
		}
		if w != "" {
			list = append(list, w)
		}
	}
	return list
}

// agents are some who write the sentences.
func agents() map[string]place.Near {
	return map[string]place.Near{
		"A1": near("v-noongla"), "A3": near("v-noongla", "v-dun", "v-kalap"),
		"A5": near("v-han", "v-ca", "v-pum", "v-tk1", "v-tk2"), "A7": near("v-kc1", "v-kc2", "v-kc3", "v-ai1"),
		"A9": near("v-t3", "v-t5", "v-t7", "v-budap"), "O1": near("03679"), "OQ": near("03703"),
		"OP": near("14"), "OL": near("12"), "OD": near("68"), "N": near(place.Nation), "G": near(),
	}
}

// TestScan names for each sentence the stretches that are places, and which.
func TestScan(t *testing.T) {
	t.Parallel()
	_, ix := national(t)
	for _, line := range strings.Split(strings.TrimSpace(scanned), "\n") {
		who, rest, _ := strings.Cut(line, "|")
		text, want, _ := strings.Cut(rest, "|")
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			var got []string
			w, asker := words(text), agents()[who]
			for _, h := range ix.Scan(w, asker) {
				code, choices := ix.Choose(h.Matches, asker)
				if code == "" {
					code = "?"
					if len(choices) > 0 {
						code += choices[0]
					}
				}
				got = append(got, strings.Join(w[h.Start:h.End], " ")+"="+string(code))
			}
			if strings.Join(got, "; ") != want {
				t.Errorf("%s %q: %s, want %s", who, text, strings.Join(got, "; "), want)
			}
		})
	}
}

const scanned = `
A3|Bản Noong La: 5 hgđ mới, 2 tái tục, 1 tn|Bản Noong La=v-noongla
A3|bao cao ban noong la 5 hgd 2 tt 1 tn|ban noong la=v-noongla
A3|e báo cáo chị hôm nay bản dửn tăng mới 3 thẻ bhyt hộ gia đình ạ|bản dửn=v-dun
A1|hôm nay không có ai tham gia ạ|
A3|hôm qua ka láp 2 bhxh tự nguyện, hôm nay 1|ka láp=v-kalap
A3|bao cao xa chieenfg ngaan ban noong la 4 hgd|xa chieenfg ngaan ban noong la=v-noongla
A3|dun 3 hgd, ka lap 2|dun=v-dun; ka lap=v-kalap
A3|noongla 5 hgd|noongla=v-noongla
A3|nong la 5 hgd|nong la=v-noongla
A5|b. hán 2, b. ca 1, b. púm 0|b. hán=v-han; b. ca=v-ca; b. púm=v-pum
A5|ca 1, han 2, pum 0|ca=v-ca; han=v-han; pum=v-pum
A5|cả bản có 5 người mới tham gia|
A5|ca ban 5 hgd|
A5|Tiểu khu 1: mười hai thẻ hgđ; tiểu khu 2: năm|Tiểu khu 1=v-tk1; tiểu khu 2=v-tk2
A5|tk1 3tm 2tt, tk2 1tm|tk1=v-tk1; tk2=v-tk2
A7|kim chung 3 được hai mươi mốt thẻ hộ gd|kim chung 3=v-kc3
A7|kc1 2hgd, kc3 5 hgd|kc1=v-kc1; kc3=v-kc3
A7|kim chug iii 2 hgd|kim chug iii=v-kc3
A7|ái 1 3 thẻ|ái 1=v-ai1
A7|ai chưa báo cáo|
A9|thôn 5 5 thẻ hgđ|thôn 5=v-t5
A9|T3: 4hgd 1tn; T7: 2hgd|T3=v-t3; T7=v-t7
A9|thứ 3 được 4 hgd|
A9|tháng 3 được 4 hgd|
A9|thôn 15 4 thẻ|thôn 15=v-t15
A9|bon bu dap giam 3 nguoi do thoat ngheo|bon bu dap=v-budap
O1|xã Chiềng Ngần đạt bao nhiêu?|xã Chiềng Ngần=X03673
O1|chieng ngan dat bn %|chieng ngan=X03673
OP|bao phủ tỉnh Sơn La ngày 30/9|tỉnh Sơn La=14
OP|xã nào chưa đạt 95%|
OP|10 xã thấp nhất tỉnh|
OP|xã nào giảm so với lúc được công nhận ntm|
OP|biểu đồ Sơn La|Sơn La=14
G|bieu do son la|son la=14
OL|tiến độ bhxh tự nguyện lai châu so kế hoạch|lai châu=12
O1|dự báo bao giờ chiềng sinh đạt 97%|chiềng sinh=03679
OP|so sanh son la voi lai chau|son la=14; lai chau=12
OP|đ/c cho biết tỷ lệ bao phủ Quỳnh Nhai, Mường Giôn|Quỳnh Nhai=03703; Mường Giôn=03694
OP|ai phu trach muong gion|muong gion=03694
N|chieng sinh dien bien dat bao nhieu|chieng sinh dien bien=03283
OP|muong giom dat bn|muong giom=03694
OP|qunyh nhai dat bn|qunyh nhai=03703
OP|xã quinh nhai dat bn|xã quinh nhai=03703
OP|thị trấn thuận châu đạt bn|thị trấn thuận châu=X03721
OD|p1 bao loc dat bao nhieu|p1 bao loc=24823
OD|huyen dak r'lap dat bao nhieu|huyen dak r'lap=H666
OD|dong tien hai thang cho 5 nguoi|
OL|xã Mường Than cũ đạt bao nhiêu|xã Mường Than cũ=X03619
OL|muong than dat bao nhieu|muong than=03618
OP|thống nhất kế hoạch thành công tốt đẹp|
OP|xã Thành Công đạt bao nhiêu|xã Thành Công=?01777
A3|hoat dong binh thuong, y te thang 9 can co ba nguoi phu trach|
G|mua bảo hiểm y tế ở đâu vậy|
G|xin chao|
OP|nhờ em xem giúp số liệu thu của các thôn bản tổ dân phố|
OP|các hộ ở xa trung tâm đi lại khó khăn|
`
