package main

import "fmt"

// check is one question to one SDK: whether it reads what the bytes hold, say.
type check struct {
	sdk, scenario, aspect string

	values      int // that were compared
	differences []difference
}

// difference is a place at which an SDK and we disagree, in one or more values.
type difference struct {
	where string // the key, such as Owner.email
	said  string // of the first value
	count int
}

func (c *check) String() string { return c.sdk + ": " + c.scenario + ": " + c.aspect }

// agree counts a value that is compared; the first difference at each place is kept in words.
func (c *check) agree(agrees bool, where, format string, args ...any) {
	c.values++
	if !agrees {
		c.differ(where, format, args...)
	}
}

func (c *check) differ(where, format string, args ...any) {
	for i := range c.differences {
		if c.differences[i].where == where {
			c.differences[i].count++
			return
		}
	}
	c.differences = append(c.differences, difference{where, fmt.Sprintf(format, args...), 1})
}
