package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/understand"
)

type understandCommand struct {
	Units   string `help:"Folder with provinces.csv, communes.csv, legacy-units.csv and name-variants.csv; without it the units of the demo." placeholder:"DIR"`
	Context string `help:"The moment and the people, as JSON; without it now, and an official of the whole country." placeholder:"FILE"`
}

// longestLine is how long a line of the input may be, bytes.
const longestLine = 4 << 20

// Run reads messages, one JSON object a line, and prints what each means.
func (c understandCommand) Run(s *session) error {
	reader, setting, tree, err := c.prepare()
	if err != nil {
		return failure{exitUsage, err}
	}
	lines := bufio.NewScanner(s.in)
	lines.Buffer(make([]byte, 64<<10), longestLine)
	out := bufio.NewWriter(s.out)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for n := 1; lines.Scan(); n++ {
		var message struct{ As, Text string }
		if len(lines.Bytes()) == 0 {
			continue
		}
		if err := json.Unmarshal(lines.Bytes(), &message); err != nil {
			return errors.Join(out.Flush(), refused("line %d: %v", n, err))
		}
		meaning := reader.Read(message.Text, setting(message.As))
		if err := encoder.Encode(understand.Encode(meaning, tree)); err != nil {
			return failure{exitStore, err}
		}
	}
	if err := lines.Err(); err != nil {
		return errors.Join(out.Flush(), refused("read the messages: %v", err))
	}
	return out.Flush()
}

func (c understandCommand) prepare() (*understand.Reader, func(string) understand.Setting, *place.Tree, error) {
	location, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		return nil, nil, nil, err
	}
	context := understand.DefaultContext(time.Now())
	if c.Context != "" {
		if context, err = readContext(c.Context); err != nil {
			return nil, nil, nil, err
		}
	}
	units, names, err := c.units()
	if err != nil {
		return nil, nil, nil, err
	}
	national, err := place.NewTree(units, names)
	if err != nil {
		return nil, nil, nil, err
	}
	tree, err := place.NewTree(append(units, context.Units(national, place.NewIndex(national))...), names)
	if err != nil {
		return nil, nil, nil, err
	}
	index := place.NewIndex(tree)
	return understand.NewReader(tree, index), func(as string) understand.Setting {
		return context.Setting(as, tree, index, location)
	}, tree, nil
}

func readContext(name string) (understand.Context, error) {
	f, err := os.Open(name) //nolint:gosec // the operator names the file
	if err != nil {
		return understand.Context{}, err
	}
	context, err := understand.ReadContext(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return context, errors.Join(err, f.Close())
}

// units reads the lists of a folder, or takes the demo's.
func (c understandCommand) units() ([]place.Unit, []place.Name, error) {
	if c.Units == "" {
		return demoUnits()
	}
	var lists [4]io.Reader
	var opened []io.Closer
	var missing error
	for i, name := range []string{"provinces.csv", "communes.csv", "legacy-units.csv", "name-variants.csv"} {
		f, err := os.Open(filepath.Join(c.Units, name)) //nolint:gosec // the operator names the folder
		if err != nil {
			missing = errors.Join(missing, err)
			continue
		}
		lists[i], opened = f, append(opened, f)
	}
	if missing != nil {
		return nil, nil, missing
	}
	units, names, err := sheet.AdminUnits(lists[0], lists[1], lists[2], lists[3])
	for _, f := range opened {
		err = errors.Join(err, f.Close())
	}
	return units, names, err
}
