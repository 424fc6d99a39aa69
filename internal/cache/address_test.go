package cache_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/cache"
)

func TestURLs(t *testing.T) {
	t.Parallel()
	cases := map[string]cache.Form{
		"redis://h":                      {First: "redis://h:6379", Hosts: []string{"h:6379"}},
		"rediss://u:p%40@h:7000/2":       {First: "rediss://u:p%40@h:7000/2", Hosts: []string{"h:7000"}},
		"redis://h1,h2:7001":             {First: "redis://h1:6379", Hosts: []string{"h1:6379", "h2:7001"}, Cluster: true},
		"redis+cluster://:p@h1":          {First: "redis://:p@h1:6379", Hosts: []string{"h1:6379"}, Cluster: true},
		"redis://[::1]":                  {First: "redis://[::1]:6379", Hosts: []string{"[::1]:6379"}},
		"redis://[::1]:7000":             {First: "redis://[::1]:7000", Hosts: []string{"[::1]:7000"}},
		"redis+sentinel://h1,h2:1/books": {First: "redis://h1:26379/0", Hosts: []string{"h1:26379", "h2:1"}, Master: "books"},
		"rediss+sentinel://u:p@h/books?db=3&sentinel_password=s": {
			First: "rediss://u:p@h:26379/3", Hosts: []string{"h:26379"}, Master: "books", SentinelPassword: "s"},
	}
	for raw, want := range cases {
		got, err := cache.ReadForm(raw)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", raw, diff)
		}
		client, err := cache.Connect(raw)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		client.Close()
	}
}

func TestURLsThatAreWrong(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"localhost:6379", "http://h", "redis+other://h", "redis+sentinel://h", "redis+sentinel://h/books?db=x",
		"redis://:secret\x7f@h", "redis://:secret@h/nodb", "redis://:secret@h:port"} {
		_, err := cache.Open(t.Context(), raw, cache.Options{})
		if err == nil {
			t.Errorf("%q was taken", raw)
			continue
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is in %q", err)
		}
	}
}

func FuzzURL(f *testing.F) {
	for _, raw := range []string{"redis://h", "redis+sentinel://u:p@h1,h2:1/books?db=3", "redis://[::1]:7000/2", "://", "redis+cluster://@,/?"} {
		f.Add(raw)
	}
	f.Fuzz(func(_ *testing.T, raw string) {
		if client, err := cache.Connect(raw); err == nil {
			client.Close()
		}
	})
}
