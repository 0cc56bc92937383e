package main

import (
	"slices"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	t.Parallel()
	columns := []column{{title: "NAME", limit: 20}, {title: "BYTES", right: true}, {title: "OWNER"}}
	tests := map[string]struct {
		rows [][]string
		want []string
	}{
		"no rows": {
			want: []string{"NAME  BYTES  OWNER"},
		},
		"plain": {
			rows: [][]string{{"Image.jpg", "1048576", "Patricia Boyle"}, {"a", "-", "-"}},
			want: []string{
				"NAME         BYTES  OWNER",
				"Image.jpg  1048576  Patricia Boyle",
				"a                -  -",
			},
		},
		"wide and combining characters": {
			rows: [][]string{{"契約書.pdf", "1", "李"}, {"e\u0301te\u0301.txt", "22", "x"}, {"📎.png", "3", "y"}},
			want: []string{
				"NAME        BYTES  OWNER",
				"契約書.pdf      1  李",
				"e\u0301te\u0301.txt        22  x",
				"📎.png          3  y",
			},
		},
		"what would steer the terminal": {
			rows: [][]string{{"a\x1b[2Jb\n\u202ec", "1", "\u0085"}},
			want: []string{
				`NAME                BYTES  OWNER`,
				`a\x1b[2Jb\n\u202ec      1  \u0085`,
			},
		},
		"cut in the middle": {
			rows: [][]string{
				{"the quarterly report of the year.pdf", "1", "x"},
				{"契約書契約書契約書契約書.pdf", "1", "x"},
				{"exactly 20 cells.pdf", "1", "x"},
			},
			want: []string{
				"NAME                  BYTES  OWNER",
				"the qua…the year.pdf      1  x",
				"契約書…書契約書.pdf       1  x",
				"exactly 20 cells.pdf      1  x",
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := table(columns, test.rows); !slices.Equal(got, test.want) {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}
