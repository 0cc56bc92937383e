package shell

import (
	"os/exec"
	"testing"
)

func TestWord(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"":                          `''`,
		"/usr/local/bin/terraform":  `/usr/local/bin/terraform`,
		"Terraform 1.11.4":          `'Terraform 1.11.4'`,
		"/it's $HOME/`id`/a\nb;c\\": `'/it'\''s $HOME/` + "`id`/a\nb;c\\'",
		"~/x":                       `'~/x'`,
		"A=1":                       `'A=1'`,
		"*":                         `'*'`,
		"ü":                         `'ü'`,
	}
	for value, want := range tests {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			got := Word(value)
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			read, err := exec.CommandContext(t.Context(), "sh", "-c", "printf %s "+got).Output()
			if err != nil {
				t.Fatal(err)
			}
			if string(read) != value {
				t.Errorf("a shell reads %q, want %q", read, value)
			}
		})
	}
}
