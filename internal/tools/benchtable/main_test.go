package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bench is what the benchmarks print, the results of two sizes, round numbers.
const bench = `goos: linux
goarch: amd64
cpu: AMD EPYC
BenchmarkMemory/fields=all/rows=200-2      	       3	 40000000 ns/op	  19000000 peak-B	  11000000 read-end-B
BenchmarkMemory/fields=all/rows=10000-2    	       1	2000000000 ns/op	 221400000 peak-B	  93600000 read-end-B
BenchmarkMemory/fields=12/rows=10000-2     	       1	2000000000 ns/op	 220000000 peak-B	  90000000 read-end-B
BenchmarkRead/fields=all/rows=200/way=provider-2       	 40	 22000000 ns/op	 20000000 cpu-ns/op	13000000 B/op	  300000 allocs/op
BenchmarkRead/fields=all/rows=10000/way=floor-2        	  5	 180000000 ns/op	 200000000 cpu-ns/op	100000000 B/op	 1600000 allocs/op
BenchmarkRead/fields=all/rows=10000/way=structs-2      	  5	 90000000 ns/op	 100000000 cpu-ns/op	50000000 B/op	 480000 allocs/op
BenchmarkRead/fields=all/rows=10000/way=provider-2     	  1	1100000000 ns/op	1200000000 cpu-ns/op	640000000 B/op	 14600000 allocs/op
BenchmarkRead/fields=all/rows=10000/way=reflection-2   	  1	5500000000 ns/op	6000000000 cpu-ns/op	3200000000 B/op	 51000000 allocs/op
BenchmarkRead/fields=12/rows=200/way=provider          	 40	 22000000 ns/op	14000000 B/op	  310000 allocs/op
BenchmarkRead/fields=12/rows=10000/way=floor           	  5	 150000000 ns/op	80000000 B/op	 1370000 allocs/op
BenchmarkRead/fields=12/rows=10000/way=structs         	  5	 80000000 ns/op	40000000 B/op	 420000 allocs/op
BenchmarkRead/fields=12/rows=10000/way=provider        	  1	1300000000 ns/op	720000000 B/op	 15700000 allocs/op
BenchmarkRead/fields=12/rows=10000/way=reflection      	  1	6000000000 ns/op	3700000000 B/op	 53000000 allocs/op
BenchmarkRecords/records=1000/rows=3/way=block-2       	 3	 600000000 ns/op	 660000000 cpu-ns/op	 285000000 B/op	 5868000 allocs/op
BenchmarkRecords/records=1000/rows=3/way=for_each-2    	 3	 300000000 ns/op	 600000000 cpu-ns/op	 283500000 B/op	 5617800 allocs/op
BenchmarkRecords/records=100/rows=1000/way=block-2     	 1	10000000000 ns/op	15000000000 cpu-ns/op	7931900000 B/op	176000000 allocs/op
BenchmarkRecords/records=100/rows=1000/way=for_each-2  	 1	 5000000000 ns/op	10000000000 cpu-ns/op	6472700000 B/op	145800000 allocs/op
BenchmarkRecordsMemory/records=1000/rows=3-2           	 3	 450000000 ns/op	 169000000 peak-B	 124000000 read-end-B	 1643211 state-B
BenchmarkRecordsMemory/records=100/rows=1000-2         	 1	15000000000 ns/op	2260000000 peak-B	 633000000 read-end-B	 54394451 state-B
BenchmarkApply/records=1000/rows=3/way=block-2         	 1	 4000000000 ns/op
BenchmarkApply/records=1000/rows=3/way=for_each-2      	 1	 8000000000 ns/op
PASS
`

// want leaves the processor time out where a system does not tell it.
const want = `An attachment of 10,000             allocations        bytes    processor         time  meant
all fields, floor                         160.0        10000      20.0 µs      18.0 µs
all fields, floor, known keys              48.0         5000      10.0 µs       9.0 µs
all fields, provider                     1460.0        64000     120.0 µs     110.0 µs
all fields, reflection                   5100.0       320000     600.0 µs     550.0 µs
  provider / reflection                    0.29         0.20         0.20         0.20  at most 0.36, 0.30, of time 0.25
  provider / floor                         9.12         6.40         6.00         6.11
  provider / floor, known keys            30.42        12.80        12.00        12.22
  provider, of 10,000 / of 200             0.97         0.98         1.20         1.00  within 0.2 of 1
12 fields, floor                          137.0         8000            -      15.0 µs
12 fields, floor, known keys               42.0         4000            -       8.0 µs
12 fields, provider                      1570.0        72000            -     130.0 µs
12 fields, reflection                    5300.0       370000            -     600.0 µs
  provider / reflection                    0.30         0.19            -         0.22
  provider / floor                        11.46         9.00            -         8.67  of processor at most 15, aim 10
  provider / floor, known keys            37.38        18.00            -        16.25
  provider, of 10,000 / of 200             1.01         1.03            -         1.18  within 0.2 of 1

An attachment, all fields           allocations        bytes    processor         time  meant
1,000 records of 3, one block            1956.0        95000     220.0 µs     200.0 µs
1,000 records of 3, for_each             1872.6        94500     200.0 µs     100.0 µs
  one block / for_each                     1.04         1.01         1.10         2.00
100 records of 1,000, one block          1760.0        79319     150.0 µs     100.0 µs
100 records of 1,000, for_each           1458.0        64727     100.0 µs      50.0 µs
  one block / for_each                     1.21         1.23         1.50         2.00

The process, MB                     end of Read      at most        state               meant
10,000 attachments, all fields               94          221                            at most 120, 350
10,000 attachments, 12 fields                90          220                            at most 120, 350
1,000 records of 3                          124          169            2
100 records of 1,000                        633         2260           54

terraform apply                            time                                         meant
1,000 records of 3, one block             4.0 s
1,000 records of 3, for_each              8.0 s
  one block / for_each                     0.50
`

func TestTable(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(&out, written(t, bench)); err != nil {
		t.Fatal(err)
	}
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestWithoutResult(t *testing.T) {
	t.Parallel()
	for missing, message := range map[string]string{
		"BenchmarkRead/fields=12/rows=10000/way=structs" + " ": "there is no result of Read, fields 12, 10000 attachments, structs",
		"BenchmarkRead/fields=all/rows=200/way=provider":       "there is no result of Read, fields all, 200 attachments, provider",
		"BenchmarkMemory/fields=12/rows=10000":                 "there is no result of Memory, fields 12, 10000 attachments",
		"BenchmarkRecords/records=100/rows=1000/way=for_each":  "there is no result of Records, 100 records, 1000 attachments, for_each",
		"BenchmarkRecordsMemory/records=1000/rows=3":           "there is no result of RecordsMemory, 1000 records, 3 attachments",
		"BenchmarkApply/records=1000/rows=3/way=block":         "there is no result of Apply, 1000 records, 3 attachments, block",
	} {
		path := written(t, strings.Replace(bench, missing, "# ", 1))
		var out strings.Builder
		if err := run(&out, path); err == nil || err.Error() != path+": "+message || out.Len() > 0 {
			t.Errorf("got %v and %q, want %s", err, out.String(), message)
		}
	}
}

func TestUnreadable(t *testing.T) {
	t.Parallel()
	for line, message := range map[string]string{
		"BenchmarkRead/fields=all/rows=many-2 1 5 ns/op":  `BenchmarkRead/fields=all/rows=many: strconv.Atoi: parsing "many": invalid syntax`,
		"BenchmarkRead/fields=all/pages=5-2 1 5 ns/op":    `BenchmarkRead/fields=all/pages=5: "pages=5" is not known`,
		"BenchmarkRead/fields=all/rows=5-2 1 five ns/op ": `BenchmarkRead/fields=all/rows=5-2: strconv.ParseFloat: parsing "five": invalid syntax`,
	} {
		path := written(t, line)
		if err := run(new(strings.Builder), path); err == nil || err.Error() != path+": "+message {
			t.Errorf("got %v, want %s", err, message)
		}
	}
	if err := run(new(strings.Builder), filepath.Join(t.TempDir(), "none")); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}

func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bench.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
