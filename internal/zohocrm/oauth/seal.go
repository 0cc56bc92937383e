package oauth

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

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// cacheFormat is the first line of a cache file, and changes with anything that a reader must know.
const cacheFormat = "zohocrm token cache 1\n"

// cacheEntry is what the cache keeps of an access token.
type cacheEntry struct {
	AccessToken string    `json:"access_token"`
	Expiry      time.Time `json:"expiry"`
	APIDomain   string    `json:"api_domain,omitempty"` // as the accounts server named it
}

// sealer encrypts the cache files of one set of credentials (AES-256-GCM with a key that HKDF derives from the client secret
// and from all parameters of the grant: a refresh token, or organisation and scopes; format, accounts server and client id
// are authenticated with it). A file is of use only to whoever has the credentials, who could request a token anyway.
type sealer struct {
	name string // of the files, from the same secrets and as hard to reverse
	aead cipher.AEAD
	data []byte // authenticated, not in the file
}

func newSealer(config Config) (sealer, error) {
	secret := fmt.Appendf(nil, "%q %q", config.Grant.parameters().Encode(), config.ClientSecret)
	data := fmt.Appendf(nil, "%q %q %q", cacheFormat, config.AccountsURL, config.ClientID)
	key, err := hkdf.Key(sha256.New, secret, nil, "zohocrm token cache: key", 32)
	if err != nil {
		return sealer{}, err
	}
	name, err := hkdf.Key(sha256.New, secret, nil, "zohocrm token cache: name "+string(data), 16)
	if err != nil {
		return sealer{}, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return sealer{}, err
	}
	return sealer{name: hex.EncodeToString(name), aead: aead, data: data}, nil
}

// seal returns the content of the file that keeps a token.
func (s sealer) seal(entry cacheEntry) ([]byte, error) {
	text, err := json.Marshal(entry) //nolint:gosec // to be encrypted
	if err != nil {
		return nil, err
	}
	return s.aead.Seal([]byte(cacheFormat), nil, text, s.data), nil //nolint:gosec // it makes a random nonce of its own
}

// open returns the token that the content of a file keeps.
func (s sealer) open(content []byte) (cacheEntry, error) {
	sealed, ok := bytes.CutPrefix(content, []byte(cacheFormat))
	if !ok {
		return cacheEntry{}, errors.New("not a token cache file of this format")
	}
	text, err := s.aead.Open(nil, nil, sealed, s.data)
	if err != nil {
		return cacheEntry{}, errors.New("damaged, or of other credentials")
	}
	var entry cacheEntry
	if json.Unmarshal(text, &entry) != nil || !catalog.ValidToken(entry.AccessToken) {
		return cacheEntry{}, errors.New("holds no token")
	}
	return entry, nil
}
