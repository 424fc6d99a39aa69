// Package sheettest opens workbooks in a program that people use.
package sheettest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Office gives a workbook as LibreOffice opens it and saves it in its own way.
// Where it is not installed the test is skipped, or fails if everything is
// required.
func Office(t *testing.T, workbook []byte) []byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("BAOPHU_REQUIRE") == "1" {
			t.Fatal("LibreOffice is required")
		}
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	ours := filepath.Join(dir, "ours.xlsx")
	if err := os.WriteFile(ours, workbook, 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), ours)
	convert.WaitDelay = time.Second
	if said, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	theirs, err := os.ReadFile(filepath.Join(dir, "out", "ours.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return theirs
}
