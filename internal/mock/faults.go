package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// faultGrammar is KIND, then where, then how often:
//
//	503        every request
//	503@2      the requests for page 2, retries too
//	503@2+     those for page 2 and every later page
//	503@each   the first request for each page of each record
//	503#4      the fourth request
//	503#4+     the fourth request and all that follow
//	503*3      the first three of the requests that it meets
//	503@2*1    the first request for page 2: a retry gets its response
//
// Before it may stand coql: or attachments:, which requests are counted.
var faultGrammar = regexp.MustCompile(`^(?:(coql|attachments):)?([^@#*]+)(?:([@#])([^@#*]*))?(?:\*([^@#*]*))?$`)

// parseFault reads a fault. The number of a page or request, and how often, are 1 or more.
func parseFault(text string) (faults.Fault, error) {
	part := faultGrammar.FindStringSubmatch(text)
	if part == nil {
		return faults.Fault{}, usage.Errorf("-fault %s: write a kind and what it meets, as in 503, 503@2 or 429*3; -help tells all", text)
	}
	kind, err := faults.KindNamed(part[2])
	if err != nil {
		return faults.Fault{}, usage.Errorf("-fault %s: %v", text, err)
	}
	on, err := parseOn(text, part[3], part[4])
	if err != nil {
		return faults.Fault{}, err
	}
	if strings.Contains(text, "*") {
		times, ok := ordinal(part[5])
		if !ok {
			return faults.Fault{}, usage.Errorf("-fault %s: after * comes how often, 1 or more", text)
		}
		on = on.Times(times)
	}
	switch part[1] {
	case "coql":
		on = on.Queries()
	case "attachments":
		on = on.Attachments()
	}
	return faults.Fault{On: on, Kind: kind}, nil
}

// parseOn reads which requests are met.
func parseOn(text, sign, which string) (faults.On, error) {
	number, open := strings.CutSuffix(which, "+")
	n, ok := ordinal(number)
	switch {
	case sign == "":
		return faults.EveryCall(), nil
	case sign == "@" && which == "each":
		return faults.EachPageOnce(), nil
	case sign == "@" && ok && open:
		return faults.FromPage(n), nil
	case sign == "@" && ok:
		return faults.NthPage(n), nil
	case sign == "#" && ok && open:
		return faults.FromCall(n), nil
	case sign == "#" && ok:
		return faults.NthCall(n), nil
	case sign == "@":
		return faults.On{}, usage.Errorf("-fault %s: after @ comes a page, as in @2, @2+ or @each", text)
	default:
		return faults.On{}, usage.Errorf("-fault %s: after # comes a request, as in #4 or #4+", text)
	}
}

func ordinal(text string) (n int, ok bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1 && !strings.HasPrefix(text, "+")
}

// faultKinds lists all kinds of fault for the help, each with what it is.
func faultKinds() string {
	var list strings.Builder
	for _, kind := range faults.Kinds() {
		fmt.Fprintf(&list, "  %-21s %s\n", kind, kind.Description())
	}
	return list.String()
}
