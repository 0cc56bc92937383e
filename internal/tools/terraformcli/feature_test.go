package terraformcli

import "testing"

func TestLacks(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		cli     CLI
		feature Feature
		want    string
	}{
		"a Terraform before": {
			CLI{"", Terraform, "1.9.8"}, EphemeralResources, "Terraform 1.9.8 has no ephemeral resources: those came with 1.10",
		},
		"the first Terraform":    {CLI{"", Terraform, "1.10.0"}, EphemeralResources, ""},
		"a later Terraform":      {CLI{"", Terraform, "1.16.4"}, EphemeralResources, ""},
		"the first, not out yet": {CLI{"", Terraform, "1.10.0-beta1"}, EphemeralResources, ""},
		"built from source": {
			CLI{"", Terraform, "1.8.5-dev"}, EphemeralResources, "Terraform 1.8.5-dev has no ephemeral resources: those came with 1.10",
		},
		"an OpenTofu before": {
			CLI{"", OpenTofu, "1.10.6"}, EphemeralResources, "OpenTofu 1.10.6 has no ephemeral resources: those came with 1.11",
		},
		"the first OpenTofu":      {CLI{"", OpenTofu, "1.11.0"}, EphemeralResources, ""},
		"OpenTofu is the earlier": {CLI{"", OpenTofu, "1.7.0"}, ProviderFunctions, ""},
		"Terraform is the later": {
			CLI{"", Terraform, "1.7.5"}, ProviderFunctions, "Terraform 1.7.5 has no functions of providers: those came with 1.8",
		},
		"the same for both":      {CLI{"", OpenTofu, "1.6.0"}, ModuleTests, ""},
		"tests of modules":       {CLI{"", Terraform, "1.5.7"}, ModuleTests, "Terraform 1.5.7 has no tests of modules: those came with 1.6"},
		"mock providers":         {CLI{"", Terraform, "1.7.0"}, MockProviders, ""},
		"not with the tests":     {CLI{"", OpenTofu, "1.7.0"}, MockProviders, "OpenTofu 1.7.0 has no mock providers: those came with 1.8"},
		"check blocks":           {CLI{"", Terraform, "1.4.7"}, CheckBlocks, "Terraform 1.4.7 has no check blocks: those came with 1.5"},
		"the next major version": {CLI{"", Terraform, "2.0.0"}, CheckBlocks, ""},
		"no version at all":      {CLI{"", Terraform, "unknown"}, CheckBlocks, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.cli.Lacks(test.feature); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestExcusesSkip(t *testing.T) {
	t.Parallel()
	const reason = "Terraform 1.5.7 has no ephemeral resources: those came with 1.10"
	tests := map[string]struct {
		cli    CLI
		reason string
		want   bool
	}{
		"too old":                    {CLI{"", Terraform, "1.5.7"}, reason, true},
		"new enough":                 {CLI{"", Terraform, "1.11.4"}, "Terraform 1.11.4 has no ephemeral resources: those came with 1.10", false},
		"another CLI's reason":       {CLI{"", Terraform, "1.8.5"}, reason, false},
		"a feature that nobody has":  {CLI{"", Terraform, "1.5.7"}, "Terraform 1.5.7 has no actions: those came with 1.14", false},
		"a version made up":          {CLI{"", Terraform, "1.11.4"}, "Terraform 1.11.4 has no ephemeral resources: those came with 1.99", false},
		"another reason beside":      {CLI{"", Terraform, "1.5.7"}, reason + " and it is late", false},
		"another reason":             {CLI{"", Terraform, "1.5.7"}, "it is late", false},
		"no reason, and none needed": {CLI{"", Terraform, "1.11.4"}, "", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.cli.ExcusesSkip(test.reason); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestEveryFeatureExcusesASkip(t *testing.T) {
	t.Parallel()
	oldest := CLI{"", Terraform, "1.0.11"}
	for _, f := range []Feature{CheckBlocks, ModuleTests, ProviderFunctions, MockProviders, EphemeralResources} {
		if reason := oldest.Lacks(f); !oldest.ExcusesSkip(reason) {
			t.Errorf("%q is no excuse", reason)
		}
	}
}
