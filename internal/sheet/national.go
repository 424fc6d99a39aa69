package sheet

// The four lists of the national units, those of today and those of before
// July 2025, as they are published together.
func listOfProvinces() kind {
	return kind{name: "list_provinces", title: "danh sách tỉnh", columns: exactly("code", "name", "type", "merged_from")}
}

func listOfCommunes() kind {
	return kind{name: "list_communes", title: "danh sách xã", columns: exactly("code", "name", "type", "province_code")}
}

func listOfOldUnits() kind {
	return kind{name: "list_old_units", title: "danh sách đơn vị cũ", columns: exactly(
		"level", "old_code", "old_name", "old_type", "old_parent_code", "new_commune_code", "partial")}
}

func listOfSpellings() kind {
	return kind{name: "list_spellings", title: "danh sách cách viết khác", columns: exactly("level", "code", "name", "source")}
}

func exactly(names ...string) []column {
	columns := make([]column, len(names))
	for i, name := range names {
		columns[i] = col(name, true)
	}
	return columns
}
