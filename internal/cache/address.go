package cache

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// How long a Redis may take. It answers in well under a millisecond; one that
// needs longer than these is worth less than the SQL beside it.
const (
	dialTimeout  = 500 * time.Millisecond
	replyTimeout = time.Second // upper bound; calls bring shorter ones of their own
	poolTimeout  = 100 * time.Millisecond
)

// connect makes the client for url; see Open for the forms.
func connect(raw string) (redis.UniversalClient, error) {
	form, err := readForm(raw)
	if err != nil {
		return nil, err
	}
	single, err := redis.ParseURL(form.first)
	if err != nil {
		return nil, fmt.Errorf("redis url: %w", withoutSecret(err))
	}
	if len(form.hosts) > 1 && single.TLSConfig != nil {
		single.TLSConfig.ServerName = "" // each host by its own name
	}
	options := &redis.UniversalOptions{
		Addrs:                 form.hosts,
		MasterName:            form.master,
		DB:                    single.DB,
		Username:              single.Username,
		Password:              single.Password,
		SentinelUsername:      form.sentinelUser,
		SentinelPassword:      form.sentinelPassword,
		TLSConfig:             single.TLSConfig,
		DialTimeout:           dialTimeout,
		ReadTimeout:           replyTimeout,
		WriteTimeout:          replyTimeout,
		PoolTimeout:           poolTimeout,
		ContextTimeoutEnabled: true, // without it a deadline does not cut a read
		MaxRetries:            -1,   // a retry runs a write twice whose reply was lost
		DialerRetries:         1,
		DialerRetryTimeout:    time.Millisecond,
		DisableIdentity:       true,
		// For managed servers that announce their upkeep; it leaves goroutines behind.
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
		// Readings are small; the library's pipelines would take 256 KiB a connection.
		PipelineReadBufferSize:  32 << 10,
		PipelineWriteBufferSize: 32 << 10,
	}
	switch {
	case form.master != "":
		return redis.NewFailoverClient(options.Failover()), nil
	case form.cluster:
		return redis.NewClusterClient(options.Cluster()), nil
	}
	return redis.NewClient(options.Simple()), nil
}

// form is a URL taken apart.
type form struct {
	first                          string // the URL with its first host alone
	hosts                          []string
	cluster                        bool
	master                         string // of Sentinel
	sentinelUser, sentinelPassword string
}

func readForm(raw string) (form, error) {
	scheme, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return form{}, fmt.Errorf("redis url: want redis://host:port")
	}
	base, kind, _ := strings.Cut(scheme, "+")
	if base != "redis" && base != "rediss" || kind != "" && kind != "cluster" && kind != "sentinel" {
		return form{}, fmt.Errorf("redis url: scheme %q: want redis, rediss, redis+cluster or redis+sentinel", scheme)
	}
	var user string
	authority, tail := rest, ""
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		authority, tail = rest[:i], rest[i:]
	}
	if i := strings.LastIndex(authority, "@"); i >= 0 {
		user, authority = authority[:i+1], authority[i+1:]
	}
	f := form{cluster: kind == "cluster"}
	port := "6379"
	if kind == "sentinel" {
		port = "26379"
	}
	for host := range strings.SplitSeq(authority, ",") {
		f.hosts = append(f.hosts, withPort(host, port))
	}
	if kind == "sentinel" {
		return f.sentinel(base, user, tail)
	}
	f.cluster = f.cluster || len(f.hosts) > 1
	f.first = base + "://" + user + f.hosts[0] + tail
	return f, nil
}

// sentinel reads /mastername?db=0&sentinel_user=…&sentinel_password=….
func (f form) sentinel(base, user, tail string) (form, error) {
	u, err := url.Parse(tail)
	if err != nil {
		return form{}, fmt.Errorf("redis url: %w", withoutSecret(err))
	}
	if f.master = strings.Trim(u.Path, "/"); f.master == "" {
		return form{}, fmt.Errorf("redis url: want redis+sentinel://host,host/mastername")
	}
	query := u.Query()
	f.sentinelUser, f.sentinelPassword = query.Get("sentinel_user"), query.Get("sentinel_password")
	db := 0
	if text := query.Get("db"); text != "" {
		if db, err = strconv.Atoi(text); err != nil {
			return form{}, fmt.Errorf("redis url: db is no number")
		}
	}
	f.first = fmt.Sprintf("%s://%s%s/%d", base, user, f.hosts[0], db)
	return f, nil
}

func withPort(host, port string) string {
	bare := host[strings.LastIndex(host, "]")+1:] // an IPv6 address has colons of its own
	switch {
	case host == "":
		return "localhost:" + port
	case strings.Contains(bare, ":"):
		return host
	}
	return host + ":" + port
}

// withoutSecret drops the URL, with its password, that url.Error repeats.
func withoutSecret(err error) error {
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
