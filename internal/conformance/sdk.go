package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// sdk is one of Zoho's SDKs, driven by install/sdks/driver.mjs in a process of its own.
type sdk struct {
	name    string // a short one, for people
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// sdkPackages are the SDKs' packages, by the short names that the checks have.
var sdkPackages = map[string]string{
	"nodejs":     "@zohocrm/nodejs-sdk-8.0",
	"typescript": "@zohocrm/typescript-sdk-8.0",
}

// startSDK starts the SDK that is installed in dir, without what it kept of an earlier run.
func startSDK(ctx context.Context, dir, name string) (*sdk, error) {
	state := filepath.Join(dir, "state-"+name)
	if err := os.RemoveAll(state); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, "node", filepath.Join(dir, "driver.mjs"), sdkPackages[name], state)
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("the SDK %s does not start: %w", name, err)
	}
	return &sdk{name, command, in, bufio.NewReader(out)}, nil
}

// stop ends the process.
func (s *sdk) stop() error {
	return errors.Join(s.in.Close(), s.command.Wait())
}

// connection is what an SDK is initialised with: an access token, or what it requests one with. The SDKs tell connections
// apart by the last 32 characters of the token, so each needs a token of its own.
type connection struct {
	URL          string `json:"url"`
	AccountsURL  string `json:"accountsUrl"`
	AccessToken  string `json:"accessToken,omitempty"`
	ClientID     string `json:"clientId,omitempty"`
	ClientSecret string `json:"clientSecret,omitempty"`
	RefreshToken string `json:"refreshToken,omitempty"`
}

// listing is a call for attachments.
type listing struct {
	Module   string            `json:"module"`
	RecordID string            `json:"recordId"`
	Params   map[string]string `json:"params"`
}

// reply is what came of a connection or a call.
type reply struct {
	Token  *grantedToken // of a connection
	Status int           // of a call, as everything below
	Data   []object
	Info   object
	Error  object
	Other  string // the class of what is neither attachments nor an error
	Thrown *exception
}

// grantedToken is an access token as the SDK holds it.
type grantedToken struct {
	AccessToken, APIDomain    string
	LivesAtMost, LivesAtLeast float64 // in milliseconds, from before the call and from after it
}

// exception is what an SDK threw.
type exception struct{ Code, Message, Cause string }

func (e *exception) String() string {
	text := e.Message
	if e.Code != "" {
		text = e.Code + ": " + text
	}
	if e.Cause != "" {
		text += " (" + e.Cause + ")"
	}
	return text
}

// object holds what the getters of an object gave, by Zoho's keys.
type object map[string]told

// told is what a getter gave, and the type that the SDK's metadata names for it.
type told struct {
	Type  string
	Value json.RawMessage // null where the getter gave nothing
}

func (t told) isNull() bool { return len(t.Value) == 0 || string(t.Value) == "null" }

// text is what the getter gave, as text.
func (t told) text() string {
	var text string
	if json.Unmarshal(t.Value, &text) == nil {
		return text
	}
	return string(t.Value)
}

func (s *sdk) connect(c connection) (reply, error) {
	return s.call(map[string]any{"connect": c})
}

func (s *sdk) list(l listing) (reply, error) {
	return s.call(map[string]any{"list": l})
}

func (s *sdk) call(command any) (r reply, err error) {
	line, err := json.Marshal(command)
	if err != nil {
		return r, err
	}
	if _, err := s.in.Write(append(line, '\n')); err != nil {
		return r, fmt.Errorf("the SDK %s: %w", s.name, err)
	}
	answer, err := s.out.ReadBytes('\n')
	if err != nil {
		return r, fmt.Errorf("the SDK %s: %w", s.name, err)
	}
	return r, json.Unmarshal(answer, &r)
}
