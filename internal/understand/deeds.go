package understand

import (
	"slices"

	"baophu/internal/vi"
)

// The head of a village tells who came to see it, who mended the road and who
// danced, in the same breath as who was insured. Those people are counted, and
// are none of the report.

// deeds are words of what people do who are counted for something else.
const deeds = "tiếp đoàn|tiếp khách|đón đoàn|đón khách|khách về|khách đến|khách tới|khách mời|khách ăn|khách dự|đoàn xã|đoàn huyện|đoàn công tác|đoàn kiểm tra|đoàn khách|đoàn thanh tra|huy động|=dọn|=đào|=đắp|=vét|nạo vét|phát quang|phát cỏ|làm cỏ|đổ bê tông|=cúng|làm vía|ăn cưới|ăn cỗ|đi cưới|dự cưới|=cưới|đám cưới|đám ma|=góp|góp công|góp gạo|ngày công|lao động|chiếu phim|xem phim|văn nghệ|=múa|=hát|đá bóng|đánh bóng|bóng chuyền|thi đấu|tập huấn|=tập|=tiêm|tiêm phòng|khám bệnh|khám sức khỏe|đi khám|dựng nhà|=dựng|=lợp|sửa đường|sửa nhà|làm đường|làm nhà|chữa cháy|dập lửa|tuần tra|canh gác|=gác|trực chốt|cứu hộ|=khiêng|=vác|=bốc|=chở|=gánh|đổi công|đi gặt|đi cấy|gặt lúa|cấy lúa|làm thuê|bị thương|=ốm|=sốt|nằm viện|nhập viện|cấp cứu|ngộ độc|=say|đánh bài|cãi nhau|đánh nhau|hòa giải|bầu cử|bỏ phiếu|đi bầu|kết nạp đảng|nhập ngũ|đi bộ đội|đi nghĩa vụ|nhận quà|nhận gạo|cấp gạo|phát gạo|phát quà|tặng quà|làm căn cước|làm cccd|trồng cây|trồng rừng|phun thuốc|nhổ sắn|=hái|bẻ ngô|đi nương|lên nương|tham quan|cắm trại|nấu cơm|nấu ăn|mổ lợn|mổ trâu|mổ bò"

// fillDeeds fills a lexicon with them.
func (r *Reader) fillDeeds() {
	r.deeds.Marked = true
	r.deeds.Add(deeds, true)
}

// withoutDeeds leaves out the people of clauses that say what else they did,
// where those who are reported have what they are of beside their own number.
func (g *reading) withoutDeeds(items []item) []item {
	if !g.agent() || numbersIn(items) < 2 {
		return items
	}
	drop := map[int]bool{}
	insured := false
	from := 0
	for i := 0; i <= len(items); i++ {
		if i < len(items) && !slices.Contains([]class{comma, strong, colon, open, closing}, items[i].class) {
			continue
		}
		part := items[from:i]
		insured = insured || numbersIn(part) > 0 && (slices.ContainsFunc(part, func(it item) bool { return family(it.class) == 1 }) || headedBy(items, from))
		switch only := g.onlyDeeds(part); {
		case only && unitBeforeNumber(part):
			g.wavers = true // "ka láp 3 người đi gặt"
		case only:
			for k := from; k < i; k++ {
				if items[k].class == count || (items[k].class == people || items[k].class == households || items[k].class == pupil) && k > from && items[k-1].class == count {
					drop[items[k].from] = true
				}
			}
		}
		from = i + 1
	}
	if !insured || len(drop) == 0 {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return drop[it.from] })
}

// onlyDeeds tells whether a clause counts people and says what they did, and
// nothing of insurance.
func (g *reading) onlyDeeds(part []item) bool {
	if numbersIn(part) == 0 {
		return false
	}
	for i, it := range part {
		switch {
		case it.class == count:
			if i+1 < len(part) && part[i+1].from == it.to && !slices.Contains([]class{people, households, pupil, other, measure, filler}, part[i+1].class) {
				return false
			}
		case it.class == visit && i+1 < len(part) && part[i+1].class == count:
			return false // "ghé 2 nhà"
		case it.class == visit && it.value != "", it.class == people, it.class == households, it.class == pupil, it.class == meeting && (it.to-it.from == 1 || g.is(it.from, "hop")):
		case it.class == kind && it.value == tookPart && it.to-it.from == 1 && slices.Contains([]string{"lam", "vao", "mo", "lap"}, g.words[it.from].Fold) && (i+1 >= len(part) || part[i+1].class != count): // "làm cầu"
		case isLabel(it.class), it.class == zero, it.class == total, it.class == running, it.class == partly, it.class == wrong, it.class == fixing, it.class == undo, it.class == less, it.class == becomes && !g.words[it.from].Is(keyCon):
			return false
		}
		if w := g.words[it.from]; w.Is(keyDuoc) || w.Is(keyDc) || it.class == filler && g.is(it.from, "bao") && g.is(it.from+1, "hiem") {
			return false
		}
	}
	for at := part[0].from; at < part[len(part)-1].to; at++ {
		if g.words[at].Kind != vi.Letters {
			continue
		}
		if _, _, ok := g.deeds.Longest(g.words, at); ok {
			return true
		}
	}
	return false
}

// headedBy tells whether an insurance heads the clause that begins at items[i]:
// "BHYT hộ gia đình: 2 người mới".
func headedBy(items []item, i int) bool {
	return i > 1 && items[i-1].class == colon && family(items[i-2].class) == 1
}
