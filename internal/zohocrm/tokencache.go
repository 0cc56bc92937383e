package zohocrm

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// tokenCacheFormat is the first line of a cache file, and changes with anything that a reader must know.
const tokenCacheFormat = "zohocrm token cache 1\n"

// tokenEntry is what is kept of a minted token.
type tokenEntry struct {
	AccessToken string    `json:"access_token"`
	Expiry      time.Time `json:"expiry"`
	APIDomain   string    `json:"api_domain,omitempty"` // as the accounts server named it
}

// tokenSeal encrypts the cache files of one set of credentials (AES-256-GCM with a key that HKDF derives from refresh
// token and client secret; format, accounts server and client id are authenticated with it). A file is of use only to
// whoever has the credentials, and so could mint a token anyway.
type tokenSeal struct {
	name string // of the files, from the same secrets and as hard to turn around
	aead cipher.AEAD
	data []byte // authenticated, not in the file
}

func newTokenSeal(config RefreshConfig) (tokenSeal, error) {
	secret := fmt.Appendf(nil, "%q %q", config.RefreshToken, config.ClientSecret)
	data := fmt.Appendf(nil, "%q %q %q", tokenCacheFormat, config.AccountsURL, config.ClientID)
	key, err := hkdf.Key(sha256.New, secret, nil, "zohocrm token cache: key", 32)
	if err != nil {
		return tokenSeal{}, err
	}
	name, err := hkdf.Key(sha256.New, secret, nil, "zohocrm token cache: name "+string(data), 16)
	if err != nil {
		return tokenSeal{}, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return tokenSeal{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return tokenSeal{}, err
	}
	return tokenSeal{name: hex.EncodeToString(name), aead: aead, data: data}, nil
}

// seal returns the content of the file that keeps a token.
func (s tokenSeal) seal(entry tokenEntry) ([]byte, error) {
	text, err := json.Marshal(entry) //nolint:gosec // to be encrypted
	if err != nil {
		return nil, err
	}
	return s.aead.Seal([]byte(tokenCacheFormat), nil, text, s.data), nil //nolint:gosec // it makes a random nonce of its own
}

// open returns the token that the content of a file keeps.
func (s tokenSeal) open(content []byte) (tokenEntry, error) {
	sealed, ok := bytes.CutPrefix(content, []byte(tokenCacheFormat))
	if !ok {
		return tokenEntry{}, errors.New("not a token cache file of this format")
	}
	text, err := s.aead.Open(nil, nil, sealed, s.data)
	if err != nil {
		return tokenEntry{}, errors.New("damaged, or of other credentials")
	}
	var entry tokenEntry
	if json.Unmarshal(text, &entry) != nil || entry.AccessToken == "" || !printable(entry.AccessToken) {
		return tokenEntry{}, errors.New("holds no token")
	}
	return entry, nil
}
