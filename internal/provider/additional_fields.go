package provider

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// distinctKeys leaves one of the keys that are the same once Terraform has normalised them (NFC): the one that is normalised
// already, else the first in the order of their bytes. Terraform would keep one by chance, another at each read.
func distinctKeys(fields api.Fields) api.Fields {
	if !slices.ContainsFunc(fields, func(f api.Field) bool { return strings.ContainsFunc(f.Key, isNotASCII) }) {
		return fields
	}
	kept := make(map[string]string, len(fields)) // by the normalised key
	for _, f := range fields {
		normalised := norm.NFC.String(f.Key)
		if _, isTaken := kept[normalised]; !isTaken || f.Key == normalised {
			kept[normalised] = f.Key
		}
	}
	return slices.DeleteFunc(slices.Clone(fields), func(f api.Field) bool { return kept[norm.NFC.String(f.Key)] != f.Key })
}

func isNotASCII(r rune) bool { return r >= utf8.RuneSelf }
