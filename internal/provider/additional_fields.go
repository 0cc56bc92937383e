package provider

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// distinctKeys leaves one of the keys that are the same once Terraform has normalised them (NFC): the one that is normalised
// already, else the first in the order of their bytes. Terraform would keep one by chance, another at each read.
func distinctKeys(texts map[string]string) map[string]string {
	isASCII := true
	for key := range texts {
		isASCII = isASCII && !strings.ContainsFunc(key, isNotASCII)
	}
	if isASCII {
		return texts
	}
	kept := make(map[string]string, len(texts)) // by the normalised key
	for key := range texts {
		normalised := norm.NFC.String(key)
		other, isTaken := kept[normalised]
		if !isTaken || key == normalised || other != normalised && key < other {
			kept[normalised] = key
		}
	}
	distinct := make(map[string]string, len(kept))
	for _, key := range kept {
		distinct[key] = texts[key]
	}
	return distinct
}

func isNotASCII(r rune) bool { return r >= utf8.RuneSelf }
