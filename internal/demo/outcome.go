package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// outcome is what an apply of examples/demo left in its state.
type outcome struct {
	module, recordID string
	attachments      []attachment
	checks           []check
}

// attachment is an element of the output "attachments", as far as it is shown.
type attachment struct {
	FileName    *string `json:"file_name"`
	Size        *int64  `json:"size"`
	CreatedTime *string `json:"created_time"`
	Owner       *struct {
		Name *string `json:"name"`
	} `json:"owner"`
}

// check is a check block and how it ended.
type check struct {
	name     string
	status   tfjson.CheckStatus
	problems []string // what the assertions that failed say
}

// readOutcome reads what `show -json` prints.
func readOutcome(shown []byte) (outcome, error) {
	var state tfjson.State
	state.UseJSONNumber(true)
	if err := json.Unmarshal(shown, &state); err != nil {
		return outcome{}, fmt.Errorf("reading the state: %w", err)
	}
	o := outcome{checks: readChecks(state.Checks)}
	for name, into := range map[string]any{"module": &o.module, "record_id": &o.recordID, "attachments": &o.attachments} {
		if err := readOutput(state, name, into); err != nil {
			return outcome{}, fmt.Errorf("reading the output %q: %w", name, err)
		}
	}
	return o, nil
}

func readOutput(state tfjson.State, name string, into any) error {
	if state.Values == nil || state.Values.Outputs[name] == nil {
		return errors.New("the state has none")
	}
	value, err := json.Marshal(state.Values.Outputs[name].Value)
	if err != nil {
		return err
	}
	return json.Unmarshal(value, into)
}

// readChecks picks the check blocks, by name, from all that a state holds of conditions checked.
func readChecks(all []tfjson.CheckResultStatic) []check {
	var checks []check
	for _, result := range all {
		if result.Address.Kind != tfjson.CheckKindCheckBlock {
			continue
		}
		c := check{name: strings.TrimPrefix(result.Address.ToDisplay, "check."), status: result.Status}
		for _, instance := range result.Instances {
			for _, problem := range instance.Problems {
				c.problems = append(c.problems, problem.Message)
			}
		}
		checks = append(checks, c)
	}
	slices.SortFunc(checks, func(a, b check) int { return strings.Compare(a.name, b.name) })
	return checks
}

// notPassed counts the checks that failed or could not be told.
func (o outcome) notPassed() int {
	n := 0
	for _, c := range o.checks {
		if c.status != tfjson.CheckStatusPass {
			n++
		}
	}
	return n
}
