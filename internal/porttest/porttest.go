// Package porttest finds ports for servers that tests start.
package porttest

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// Ports below those that a machine gives by itself to whoever asks for any:
// such a port, once free again, is soon somebody else's, and the server that was
// to have it does not start, or does not start again.
const (
	first = 10_240
	after = 32_768
)

// Free gives a port of 127.0.0.1 that nobody listens on now.
func Free() (int, error) {
	var errs error
	for range 100 {
		port := first + rand.IntN(after-first)
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return port, l.Close()
		}
		errs = errors.Join(errs, err)
	}
	return 0, errs
}
