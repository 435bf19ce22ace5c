package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"
)

// followers is the number of followers of the presenter. stepEvery is the time between the
// presenter's steps, long enough for everything to be drawn before the next one.
const (
	followers = 10
	stepEvery = 500 * time.Millisecond
)

// following measures how soon a presenter's step on one server reaches the screens of followers on
// another, with a NATS server between them.
func following(dir string, steps int) error {
	bus, err := nats.NewServer(&nats.Options{Host: "127.0.0.1", Port: nats.RANDOM_PORT, NoSigs: true, NoLog: true})
	if err != nil {
		return err
	}
	bus.Start()
	defer bus.Shutdown()
	if !bus.ReadyForConnections(patience) {
		return errors.New("the bus does not start")
	}
	one, err := start(dir, followers, "--bus", bus.ClientURL())
	if err != nil {
		return err
	}
	defer one.end()
	two, err := start(dir, followers, "--bus", bus.ClientURL())
	if err != nil {
		return err
	}
	defer two.end()
	presenter, err := one.open(120, 40, "")
	if err != nil {
		return err
	}
	code, err := presenter.share()
	if err != nil {
		return err
	}
	var all []*screen
	for range followers {
		x, err := two.open(120, 40, "follow "+code)
		if err != nil {
			return err
		}
		all = append(all, x)
	}
	var each, last []time.Duration
	for i := range steps {
		<-time.After(stepEvery)
		for _, x := range all {
			x.drain()
		}
		began, slowest := time.Now(), time.Duration(0)
		if _, err := io.WriteString(presenter.keys, "hl"[i/8%2:i/8%2+1]); err != nil { // eight years back, then forward
			return err
		}
		for _, x := range all {
			at, err := x.wait()
			if err != nil {
				return err
			}
			each, slowest = append(each, at.Sub(began)), max(slowest, at.Sub(began))
		}
		last = append(last, slowest)
	}
	fmt.Printf("%d steps of a presenter on another server, to each of %d followers: %s\n", steps, followers, spread(each))
	fmt.Printf("  to the last of them: %s\n", spread(last))
	return nil
}

// share starts sharing the screen and returns the code for followers.
func (x *screen) share() (string, error) {
	x.keep.Store(true)
	if _, err := io.WriteString(x.keys, "F"); err != nil {
		return "", err
	}
	code := regexp.MustCompile(`follow ([2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4})`)
	for range 50 {
		if _, err := x.wait(); err != nil {
			return "", err
		}
		x.mu.Lock()
		found := code.FindSubmatch(x.kept)
		x.mu.Unlock()
		if found != nil {
			x.keep.Store(false)
			return string(found[1]), nil
		}
	}
	return "", errors.New("there is no code")
}
