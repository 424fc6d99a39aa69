package zalooa

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// errOtherKey says that what is in the vault cannot be read by this key.
var errOtherKey = errors.New("zalooa: the tokens are encrypted by another BAOPHU_ZALO_OA_KEY: set that one again; or, if it is lost, give consent anew and set BAOPHU_ZALO_OA_REFRESH_TOKEN")

// errOldKey says the same of what was kept before descents were: a new consent
// alone does not mend that.
var errOldKey = fmt.Errorf("%w; an older version encrypted them, so delete them from the database before that, as the operations guide says", errOtherKey)

// descent writes openly of which consents a pair is, the newest last: who has
// another key must know whether its own consent is newer.
func (kept pair) descent() string {
	return strings.Join(append(append([]string{}, kept.Past...), kept.Seed), ".")
}

// descended is a pair of which nothing but its descent is known.
func descended(descent string) pair {
	all := strings.Split(descent, ".")
	return pair{Seed: all[len(all)-1], Past: all[:len(all)-1]}
}

// seal encrypts a pair and puts it into the vault.
func (p *purse) seal(ctx context.Context, kept pair, version int64) (bool, error) {
	sealed, err := p.sealed(kept)
	if err != nil {
		return false, err
	}
	return p.channel.Vault.Seal(ctx, p.name(), version, sealed)
}

// sealed encrypts a pair.
func (p *purse) sealed(kept pair) (string, error) {
	plain, err := json.Marshal(kept)
	if err != nil {
		return "", err
	}
	box, err := p.box()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return "", err
	}
	descent := kept.descent() + ":"
	content := box.Seal(nonce, nonce, plain, []byte(p.name()+descent))
	return descent + base64.StdEncoding.EncodeToString(content), nil
}

// open decrypts what is in the vault. What another key encrypted is an error,
// but not where the consent of this process is newer: that will replace it, and
// what it descends from is all that matters then.
func (p *purse) open(sealed string) (kept pair, err error) {
	descent, content, openly := strings.Cut(sealed, ":")
	if !openly { // it was kept before descents were
		descent, content = "", sealed
	} else {
		descent += ":"
	}
	box, err := p.box()
	if err != nil {
		return pair{}, err
	}
	raw, err := base64.StdEncoding.DecodeString(content)
	if err != nil || len(raw) < box.NonceSize() {
		return pair{}, errors.New("zalooa: what is in the vault is no token")
	}
	plain, err := box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], []byte(p.name()+descent))
	if err != nil {
		if !openly {
			return pair{}, errOldKey
		}
		kept = descended(strings.TrimSuffix(descent, ":"))
		if !kept.descends(digest(p.channel.Refresh)) {
			return kept, nil
		}
		return pair{}, errOtherKey
	}
	err = json.Unmarshal(plain, &kept)
	return kept, err
}

func (p *purse) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(p.channel.Key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
