package sheet_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
)

// sound checks what must hold of any file: no crash, no half import, and what
// is accepted makes a tree and stays within bounds.
func sound(t *testing.T, file []byte) {
	t.Helper()
	records := known()
	a, faults := sheet.Read([]sheet.Source{{Name: "f", Bytes: file}}, records, today)
	if sheet.Refused(faults) {
		if diff := cmp.Diff(coverage.Amendment{}, a); diff != "" {
			t.Fatalf("half an import: %s", diff)
		}
		return
	}
	units := map[place.Code]place.Unit{}
	for _, u := range append(records.Units, a.Records.Units...) {
		units[u.Code] = u
	}
	var all []place.Unit
	for _, u := range units {
		all = append(all, u)
	}
	if _, err := place.NewTree(all, a.Records.Names); err != nil {
		t.Fatal(err)
	}
	for _, b := range a.Records.Baselines {
		if b.Participants < -1 || b.Stated < -1 || b.Stated > 1_000_000 || b.Participants < 0 && b.Stated < 0 || b.AsOf > today {
			t.Fatalf("baseline %+v", b)
		}
	}
	for _, d := range a.Records.Denominators {
		if d.Value <= 0 || d.AsOf > today {
			t.Fatalf("denominator %+v", d)
		}
	}
	for _, x := range a.Records.Targets {
		if _, _, err := x.Period.Bounds(); err != nil || x.Rate < 0 || x.Rate > 1_000_000 || x.People < 0 {
			t.Fatalf("target %+v", x)
		}
	}
	if len(a.Agents) != len(a.Tallies) {
		t.Fatalf("%d agents of %d tallies", len(a.Agents), len(a.Tallies))
	}
	for _, e := range a.Tallies {
		if e.Count < 0 || e.Source == "" || e.Day > today {
			t.Fatalf("tally %+v", e)
		}
	}
	sheet.Diff(records, coverage.Held{}, a)
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{
		"code,name,kind,parent_code,office_code,valid_from,valid_to,successors\nA,B,bản,3679,,2020-01-01,30/06/2025,NLA|B:part\n",
		"unit_code;indicator;as_of;participants;rate_stated_pct\n14;bhyt;31/10/2020;1.196.739;trên 90%\n",
		"unit_code\tdenominator\tas_of\tvalue\n14\tdân số\t2020-10-31\t1252605\n",
		"unit_code,agent,indicator,period,measure,value,basis,effective_from\n14,,bhyt,quý 4/2026,rate_pct,\"95,7\",QĐ,\n",
		"name,role,unit_codes,status\nLò Thị Mẫu,agent,NLA|14,training\n",
		"unit_code,agent,indicator,kind,count,day,reason,source\nNLA,A,bhyt_hgd,lapsed,5,2026-11-20,died,s\n",
		"class,group,from,to,indicator,rate_pct,basis\nntm,,2021,2025,bhyt,90,a\n",
		"unit_code,class,recognised_on\n03679,ntm,2024-01-01\n",
		"Mã TP,Tỉnh / Thành Phố,Mã PX,Phường / Xã,Cấp\n14,Tỉnh Sơn La,03703,Xã Quỳnh Nhai,Xã\n",
		"code,name,type,province_code\n00004,Ba Đình,phường,14\n",
		"level,old_code,old_name,old_type,old_parent_code,new_commune_code,partial\ncommune,03673,Chiềng Ngần,xã,116,03679,no\n",
		"level,code,name,source\ncommune,03673,Chieng Ngan,x\n",
		"sep=;\ncode;name;kind;parent_code\n\"A\"\"B\";\"x\ny\";bản;14\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(sound)
}

func FuzzReadXLSX(f *testing.F) {
	var b bytes.Buffer
	out, _ := figuresSheet()
	if err := sheet.Workbook(&b, out); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(workbook(f, map[string]int{"D2": 10}, []any{"unit_code", "indicator", "as_of", "rate_stated_pct"}, []any{"14", "bhyt", 46000, 0.957}).Bytes)
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(sound)
}
