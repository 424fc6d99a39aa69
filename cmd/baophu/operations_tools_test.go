package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// tool gives a program's path, looking where only root's search path leads.
func tool(t *testing.T, name string) string {
	t.Helper()
	for _, path := range []string{name, "/usr/sbin/" + name} {
		if found, err := exec.LookPath(path); err == nil {
			return found
		}
	}
	lacking(t, name+" is not installed")
	return ""
}

// ran gives what a program said, and whether it ended well.
func ran(t *testing.T, name string, args ...string) (said string, well bool) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), tool(t, name), args...).CombinedOutput()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return string(out), err == nil
}

// systemd reads the unit without a complaint.
func TestTheUnitIsGood(t *testing.T) {
	t.Parallel()
	unit := strings.ReplaceAll(operationsFile(t, "baophu.service"), "/usr/local/bin/baophu", os.Args[0])
	said, well := ran(t, "systemd-analyze", "verify", file(t, t.TempDir(), "baophu.service", unit))
	for line := range strings.Lines(said) {
		well = well && !strings.Contains(line, "baophu") // others' units are theirs
	}
	if !well {
		t.Error(said)
	}
}

// silence is what BaoPhuSilence must do: at 11:00 UTC the last report is over
// three hours old, or the process that counted was replaced and counts none.
const silence = `
rule_files: [%s]
evaluation_interval: 1m
tests:
  - name: no series at all
    interval: 1m
    input_series: []
    alert_rule_test: &silent
      - {eval_time: 8h, alertname: BaoPhuSilence, exp_alerts: []}
      - eval_time: 11h
        alertname: BaoPhuSilence
        exp_alerts:
          - exp_labels: {severity: ticket}
            exp_annotations:
              summary: No report in three hours of an afternoon (the hours are UTC)
              do: Write to the bot yourself; then ` + "`baophu doctor`" + ` for webhooks that reach nobody.
  - name: reports until 07:00
    interval: 1m
    input_series: [{series: 'baophu_reports_accepted_total{channel="telegram"}', values: '0+1x420 420x300'}]
    alert_rule_test: *silent
  - name: reports all day
    interval: 1m
    input_series: [{series: 'baophu_reports_accepted_total{channel="telegram"}', values: '0+1x720'}]
    alert_rule_test: [{eval_time: 11h, alertname: BaoPhuSilence, exp_alerts: []}]
`

// Prometheus reads the rules, and one that waits for nothing to happen fires
// though there is nothing to see.
func TestTheAlertsAreGood(t *testing.T) {
	t.Parallel()
	rules, err := filepath.Abs("../../examples/operations/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	if said, well := ran(t, "promtool", "check", "rules", rules); !well {
		t.Error(said)
	}
	if said, well := ran(t, "promtool", "test", "rules", file(t, t.TempDir(), "silence.yml", fmt.Sprintf(silence, rules))); !well {
		t.Error(said)
	}
}

// nginx takes the configuration; a replica that drops a delivery does not lose
// it, and a 503 is heard.
func TestTheFrontIsGood(t *testing.T) {
	t.Parallel()
	tool(t, "nginx")
	var status atomic.Int64
	status.Store(http.StatusOK)
	taken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if string(body) != "a report" {
			t.Errorf("the replica is given %q", body)
		}
		w.WriteHeader(int(status.Load()))
	}))
	t.Cleanup(taken.Close)
	front := nginx(t, restarting(t), taken.Listener.Addr().String())
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // the loopback
	post := func(path string) int {
		got, err := client.Post("https://"+front+path, "application/json", strings.NewReader("a report")) //nolint:noctx // ends with the test's servers
		if err != nil {
			return 0
		}
		_ = got.Body.Close()
		return got.StatusCode
	}
	eventually(t, "nginx listens", func() bool { return post("/") == http.StatusNotFound })
	for range 4 {
		if got := post("/hook/zalobot"); got != http.StatusOK {
			t.Errorf("with one of two replicas restarting: %d", got)
		}
	}
	status.Store(http.StatusServiceUnavailable)
	if got := post("/hook/zalobot"); got != http.StatusServiceUnavailable {
		t.Errorf("while the store is down: %d", got)
	}
	for _, hidden := range []string{"/metrics", "/status", "/"} {
		if got := post(hidden); got != http.StatusNotFound {
			t.Errorf("%s answers %d", hidden, got)
		}
	}
}

// restarting is a replica that takes deliveries and hangs up.
func restarting(t *testing.T) string {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = c.Close()
		}
	}))
	t.Cleanup(web.Close)
	return web.Listener.Addr().String()
}

// nginx starts the example in front of two replicas, and gives its address.
func nginx(t *testing.T, one, two string) string {
	t.Helper()
	dir := t.TempDir()
	address := freeAddress(t)
	cert, key := certificate(t)
	conf := strings.NewReplacer("127.0.0.1:8080", one, "# server 10.0.0.12:8080;", "server "+two+";", "listen 443", "listen "+address,
		"/etc/letsencrypt/live/baophu.example.vn/fullchain.pem", file(t, dir, "cert.pem", cert),
		"/etc/letsencrypt/live/baophu.example.vn/privkey.pem", file(t, dir, "key.pem", key)).Replace(operationsFile(t, "nginx.conf"))
	var own strings.Builder
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		fmt.Fprintf(&own, "%s_temp_path %s;\n", kind, filepath.Join(dir, kind))
	}
	path := file(t, dir, "nginx.conf", fmt.Sprintf("daemon off; pid %s/pid; error_log stderr crit; worker_processes 1;\nevents {}\nhttp { access_log off;\n%s%s}\n", dir, own.String(), conf))
	if said, well := ran(t, "nginx", "-t", "-p", dir, "-c", path, "-e", "stderr"); !well {
		t.Fatal(said)
	}
	cmd := exec.Command(tool(t, "nginx"), "-p", dir, "-c", path, "-e", "stderr")
	var said bytes.Buffer
	cmd.Stderr, cmd.SysProcAttr = &said, &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	return address
}

// certificate makes one of the loopback's own.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "baophu"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(72 * time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}
