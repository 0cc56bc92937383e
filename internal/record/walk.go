package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/record/scrub"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// walkTimeout bounds a walk, as the provider does where its timeouts are left out.
const walkTimeout = 10 * time.Minute

// recording is what there is to write, and to tell of it.
type recording struct {
	text     []byte
	scenario cassettes.Scenario
	report   scrub.Report
}

// walk walks over the attachments of the record and keeps the responses, those of an error too. No error of it holds what
// the account responded.
func (p program) walk(ctx context.Context, s settings) (recording, error) {
	ctx, cancel := context.WithTimeout(ctx, walkTimeout)
	defer cancel()
	r, err := zohocrmtest.NewRecorder(zohocrmtest.Account{APIDomain: s.apiDomain, Token: s.token, Transport: p.transport})
	if err != nil {
		return recording{}, err
	}
	defer r.Close()
	client, err := zohocrm.New(zohocrm.Config{
		APIDomain: r.URL(),
		Tokens:    zohocrm.StaticToken(r.Token()),
		UserAgent: "terraform-provider-zohocrm/record",
		// A response that a client would retry is one to be recorded.
		MaxRetries: new(0),
	})
	if err != nil {
		return recording{}, err
	}
	var ended error
	for _, err := range client.Attachments(ctx, s.request) {
		ended = err
	}
	switch {
	case ctx.Err() != nil:
		return recording{}, errors.New("the walk did not end in time; nothing was written")
	case r.Err() != nil:
		return recording{}, fmt.Errorf("a request got no response: %s; nothing was written", problem(r.Err()))
	}
	return p.made(s, r, ended)
}

// made makes a recording of what was recorded of a walk.
func (p program) made(s settings, r *zohocrmtest.Recorder, ended error) (recording, error) {
	var made recording
	responses := 0
	cassette, err := r.Save(func(interactions []*cassette.Interaction) (err error) {
		responses = len(interactions)
		made.report, err = scrub.Interactions(s.scenario, interactions)
		return err
	})
	if err != nil {
		return recording{}, err
	}
	made.scenario, err = cassettes.ScenarioOf(s.scenario, cassette)
	if paging, ok := errors.AsType[*zohocrm.PagingError](ended); ok {
		return recording{}, fmt.Errorf("%s: such a walk cannot be replayed; nothing was written", paging.Fault)
	}
	if err != nil {
		return recording{}, fmt.Errorf("the responses do not replay: %w; nothing was written", err)
	}
	if len(made.scenario.URIs) != responses {
		return recording{}, fmt.Errorf("%d responses came, of which %d make up a walk; nothing was written", responses, len(made.scenario.URIs))
	}
	made.text = append([]byte(comment(made.scenario, p.now())), cassette...)
	if bytes.Contains(made.text, []byte(s.token)) {
		return recording{}, errors.New("the recording would hold the access token; nothing was written")
	}
	return made, nil
}

// problem is why there was no response, as far as that is known to hold nothing of the account's server's.
func problem(err error) string {
	if operation, ok := errors.AsType[*net.OpError](err); ok {
		return operation.Error()
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "the certificate of the API domain is not trusted"
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fmt.Sprintf("a response is larger than %d bytes", tooLarge.Limit)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the connection was closed"
	}
	return "what came is not HTTP"
}

// comment is the leading comment of a recording, in the form of the others.
func comment(s cassettes.Scenario, now time.Time) string {
	title := fmt.Sprintf("Attachments of a record of %s: %s in %s.", s.Module,
		terminal.Plural(s.Rows, "attachment"), terminal.Plural(len(s.URIs), "response"))
	if s.Status >= 300 || s.Code != "" {
		title = fmt.Sprintf("Attachments of a record of %s: %s.", s.Module, outcome(s))
	}
	return "# Title: " + title + `
# Source: recorded from an account of Zoho CRM on ` + now.Format(time.DateOnly) + `, scrubbed.
# Note: written by make record. What is on a list of Zoho's own is as it was
# recorded: keys, codes, limits; everything else became one of its kind.
`
}

// outcome is what a walk ends with.
func outcome(s cassettes.Scenario) string {
	text := "HTTP " + strconv.Itoa(s.Status)
	if s.Code != "" {
		text += " " + s.Code
	}
	return text
}

// tell tells what was written and what to do about it.
func (r recording) tell(out io.Writer, s settings) {
	fmt.Fprintf(out, "wrote %s: %s %s, %s, %s, %s\n", s.file(), r.scenario.Module, r.scenario.RecordID,
		terminal.Plural(len(r.scenario.URIs), "response"), terminal.Plural(r.scenario.Rows, "attachment"), outcome(r.scenario))
	fmt.Fprintf(out, "replaced: %s and %s\n", terminal.Plural(r.report.Texts, "text"), terminal.Plural(r.report.Numbers, "number"))
	if r.report.Keys+r.report.Codes > 0 {
		fmt.Fprintf(out, "among them: %s and %s that internal/record/scrub/allowed.go does not know;\n"+
			"add there what is Zoho's own, and record again with FORCE=1\n",
			terminal.Plural(r.report.Keys, "name of a field", "names of fields"),
			terminal.Plural(r.report.Codes, "code of an error", "codes of errors"))
	}
	fmt.Fprintf(out, "Read the file before you commit it. To try it: make mock ARGS='-scenario %s'\n", r.scenario.Name)
}
