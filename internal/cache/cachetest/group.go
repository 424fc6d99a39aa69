package cachetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// Group is several servers that belong together.
type Group struct {
	Servers []*Server
	url     string
}

// URL is what cache.Open takes.
func (g *Group) URL() string { return g.url }

// FlushAll empties all servers that take it.
func (g *Group) FlushAll() {
	for _, s := range g.Servers {
		s.FlushAll()
	}
}

// slots is how many a Cluster has.
const slots = 16384

// masters is how many share the slots of a Cluster.
const masters = 3

// Cluster starts three masters that share the slots, and as many replicas,
// each of the master as far before it in Servers: one takes over where its
// master is killed.
func Cluster(t testing.TB, replicas int) *Group {
	t.Helper()
	g := &Group{}
	var addrs []string
	for range masters + replicas {
		s := newServer(t, "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf",
			"--cluster-port", strconv.Itoa(freePort(t)), "--cluster-node-timeout", "2000")
		s.start()
		g.Servers = append(g.Servers, s)
		addrs = append(addrs, s.Addr())
	}
	for i, s := range g.Servers {
		if i < masters {
			s.Do("CLUSTER", "ADDSLOTSRANGE", i*slots/masters, (i+1)*slots/masters-1)
		}
		s.Do("CLUSTER", "SET-CONFIG-EPOCH", i+1)
	}
	first := g.Servers[0]
	for _, s := range g.Servers[1:] {
		first.Do("CLUSTER", "MEET", "127.0.0.1", s.port, s.args[indexOf(s.args, "--cluster-port")+1])
	}
	for _, s := range g.Servers {
		s.settled(len(g.Servers))
	}
	for i := range replicas {
		s, master := g.Servers[masters+i], fmt.Sprint(g.Servers[i].Do("CLUSTER", "MYID"))
		s.Do("CLUSTER", "REPLICATE", master)
		until(t, "the replica follows", func(context.Context) error {
			if state := fmt.Sprint(s.Do("INFO", "replication")); !strings.Contains(state, "master_link_status:up") {
				return fmt.Errorf("not yet: %s", state)
			}
			return nil
		})
	}
	g.url = "redis://" + strings.Join(addrs, ",")
	return g
}

// settled waits until a node knows that all slots are served.
func (s *Server) settled(nodes int) {
	s.t.Helper()
	client := s.Client()
	defer client.Close()
	until(s.t, "the cluster is settled", func(ctx context.Context) error {
		state, err := client.ClusterInfo(ctx).Result()
		if err != nil {
			return err
		}
		if !strings.Contains(state, "cluster_state:ok") || !strings.Contains(state, "cluster_known_nodes:"+strconv.Itoa(nodes)) {
			return fmt.Errorf("not yet: %s", state)
		}
		return nil
	})
}

func indexOf(list []string, item string) int {
	for i, s := range list {
		if s == item {
			return i
		}
	}
	return -1
}

// masterName is what the Sentinel calls its master.
const masterName = "books"

// Sentinel starts a master and a replica (Servers, in this order at first)
// with one Sentinel that makes the other the master when one is gone.
func Sentinel(t testing.TB) *Group {
	t.Helper()
	master := newServer(t)
	master.start()
	replica := newServer(t, "--replicaof", "127.0.0.1 "+strconv.Itoa(master.port))
	replica.start()
	until(t, "the replica follows", func(context.Context) error {
		if state := fmt.Sprint(replica.Do("INFO", "replication")); !strings.Contains(state, "master_link_status:up") {
			return fmt.Errorf("not yet: %s", state)
		}
		return nil
	})
	watcher := newServer(t)
	watcher.watch(master.port)
	until(t, "the sentinel knows the replica", func(ctx context.Context) error {
		client := redis.NewSentinelClient(&redis.Options{Addr: watcher.Addr(), DisableIdentity: true})
		defer client.Close()
		known, err := client.Replicas(ctx, masterName).Result()
		if err == nil && len(known) == 0 {
			err = fmt.Errorf("not yet")
		}
		return err
	})
	return &Group{Servers: []*Server{master, replica}, url: "redis+sentinel://" + watcher.Addr() + "/" + masterName}
}

// watch makes the server a Sentinel of the master on port.
func (s *Server) watch(port int) {
	s.t.Helper()
	config := fmt.Sprintf(`port %d
bind 127.0.0.1
dir %s
sentinel monitor %s 127.0.0.1 %d 1
sentinel down-after-milliseconds %s 500
sentinel failover-timeout %s 3000
`, s.port, s.dir, masterName, port, masterName, masterName)
	path := filepath.Join(s.dir, "sentinel.conf")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.startLocked(exec.Command(program(s.t, "redis-server"), path, "--sentinel"))
	s.wait()
}
