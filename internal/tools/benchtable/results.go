package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// key names a result.
type key struct {
	benchmark string // "Read", "Memory", "Records", "RecordsMemory" or "Apply"
	fields    string // "all" or "12"; all where it is empty
	records   int    // 0 for one
	rows      int    // attachments of each
	way       string // of reading
}

func (k key) String() string {
	text := k.benchmark
	if k.fields != "" {
		text += ", fields " + k.fields
	}
	if k.records > 0 {
		text += fmt.Sprintf(", %d records", k.records)
	}
	text += fmt.Sprintf(", %d attachments", k.rows)
	if k.way != "" {
		text += ", " + k.way
	}
	return text
}

// results are the values of each result, by their unit: "ns/op", "allocs/op" and so on.
type results map[key]map[string]float64

// read reads the lines of results among what `go test -bench` prints.
func read(r io.Reader) (results, error) {
	found := make(results)
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		k, err := parseName(words[0])
		if err != nil {
			return nil, err
		}
		values := make(map[string]float64)
		for pair := words[2:]; len(pair) >= 2; pair = pair[2:] {
			value, err := strconv.ParseFloat(pair[0], 64)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", words[0], err)
			}
			values[pair[1]] = value
		}
		found[k] = values
	}
	return found, lines.Err()
}

// parseName reads a name such as BenchmarkRead/fields=all/rows=200/way=floor-2.
func parseName(name string) (key, error) {
	if dash := strings.LastIndexByte(name, '-'); dash > 0 {
		name = name[:dash] // the number of processors
	}
	benchmark, rest, _ := strings.Cut(strings.TrimPrefix(name, "Benchmark"), "/")
	k := key{benchmark: benchmark}
	for part := range strings.SplitSeq(rest, "/") {
		is, value, _ := strings.Cut(part, "=")
		switch is {
		case "fields":
			k.fields = value
		case "way":
			k.way = value
		case "rows", "records":
			n, err := strconv.Atoi(value)
			if err != nil {
				return key{}, fmt.Errorf("%s: %w", name, err)
			}
			if is == "rows" {
				k.rows = n
			} else {
				k.records = n
			}
		default:
			return key{}, fmt.Errorf("%s: %q is not known", name, part)
		}
	}
	return k, nil
}

// of returns the values of a result.
func (r results) of(k key) (map[string]float64, error) {
	values, ok := r[k]
	if !ok || k.rows == 0 {
		return nil, fmt.Errorf("there is no result of %s", k)
	}
	return values, nil
}

// cost is what one attachment costs.
type cost struct {
	allocations, bytes, processor, time float64 // processor and time in nanoseconds; processor is 0 where it is not known
}

func (r results) cost(k key) (cost, error) {
	values, err := r.of(k)
	if err != nil {
		return cost{}, err
	}
	rows := float64(k.rows * max(1, k.records))
	return cost{values["allocs/op"] / rows, values["B/op"] / rows, values["cpu-ns/op"] / rows, values["ns/op"] / rows}, nil
}

// over is how many times another cost this one is.
func (c cost) over(other cost) cost {
	return cost{c.allocations / other.allocations, c.bytes / other.bytes, c.processor / other.processor, c.time / other.time}
}
