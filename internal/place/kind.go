package place

import "strings"

// NoLevel is the level of a unit that does not exist.
const NoLevel Level = -1

// KindWord is one Vietnamese word for a kind of unit, and how people shorten it.
type KindWord struct {
	Word   string
	Level  Level
	Shorts []string // folded; a number may follow at once: "tk1"
}

// Kinds lists the words for units, today's and old ones. "thành phố" stands
// twice: it is a province below the country and was a district elsewhere.
func Kinds() []KindWord {
	return []KindWord{
		{"quốc gia", Country, nil},
		{"tỉnh", Province, nil},
		{"thành phố", Province, []string{"tp"}},
		{"thành phố", District, []string{"tp"}},
		{"huyện", District, []string{"h"}},
		{"quận", District, []string{"q"}},
		{"thị xã", District, []string{"tx"}},
		{"xã", Commune, []string{"x"}},
		{"phường", Commune, []string{"p", "f"}},
		{"thị trấn", Commune, []string{"tt"}},
		{"đặc khu", Commune, []string{"dk"}},
		{"thôn", Village, []string{"t"}},
		{"bản", Village, []string{"b"}},
		{"bon", Village, nil},
		{"buôn", Village, nil},
		{"làng", Village, nil},
		{"tiểu khu", Village, []string{"tk"}},
		{"tổ dân phố", Village, []string{"tdp"}},
		{"tổ dân cư", Village, []string{"tdc"}},
		{"tổ nhân dân", Village, []string{"tnd"}},
		{"tổ", Village, nil},
		{"xóm", Village, nil},
		{"khu phố", Village, []string{"kp"}},
		{"khu dân cư", Village, []string{"kdc"}},
		{"khu vực", Village, []string{"kv"}},
		{"khu", Village, []string{"k"}},
		{"khóm", Village, nil},
		{"ấp", Village, nil},
		{"sóc", Village, nil},
		{"phum", Village, nil},
		{"plei", Village, nil},
		{"đội", Village, nil},
		{"cụm", Village, nil},
		{"bhxh việt nam", Office, nil},
		{"bhxh khu vực", Office, nil},
		{"bhxh tỉnh", Office, nil},
		{"bhxh thành phố", Office, nil},
		{"bhxh huyện", Office, nil},
		{"bhxh cơ sở", Office, nil},
		{"bhxh liên huyện", Office, nil},
		{"bhxh", Office, nil},
	}
}

// LevelOf gives the level of a unit from its kind, in any letter case, and
// its parent: a thành phố right below the country is a province, any other
// was a district. ok is false for a word that Kinds does not have.
func LevelOf(kind string, parent Code) (level Level, ok bool) {
	return levelIn(levels(), kind, parent)
}

// levels gives the level of each kind word; of a thành phố that of a province.
func levels() map[string]Level {
	m := map[string]Level{}
	for _, k := range Kinds() {
		if _, twice := m[k.Word]; !twice {
			m[k.Word] = k.Level
		}
	}
	return m
}

func levelIn(m map[string]Level, kind string, parent Code) (Level, bool) {
	level, ok := m[kind]
	if !ok {
		level, ok = m[strings.ToLower(strings.TrimSpace(kind))]
	}
	switch {
	case !ok:
		return NoLevel, false
	case level == Province && parent != Nation && parent != "" && !strings.EqualFold(kind, "tỉnh"):
		return District, true
	default:
		return level, true
	}
}
