package main

import (
	"strings"

	"github.com/mitchellh/go-wordwrap"
)

// help tells of every flag, those that belong together together, in 80 columns.
func help() string {
	kinds := wordwrap.WrapString(strings.Join(faultKinds(), " "), 76)
	return `Plays Zoho CRM's attachments API and its query language, COQL, on this
machine, for the provider and for modules that use it. Prints what to set, then
every call as it comes and as it is answered. Ctrl-C ends it.

  make mock ARGS="-attachments 450 -fault 503@2*1"

What is served is Zoho's documented responses, which were written down by hand
as recordings, or records made up.

Recordings
  -list               name them and what each is asked for, and end
  -scenario NAMES     serve these alone, with commas between them
  -recordings FOLDER  serve the recordings (*.yaml) of a folder of your own

Records made up
  -attachments N      give N attachments to any record of any module
  -record RECORD=FILE give this record the attachments in a file, as in
                      Deals/4876876000000376008=signed.json: a JSON list of
                      them, in Zoho's form; no others then but by -attachments
  -records MODULE=FILE
                      have COQL find the records in a file, as in
                      Deals=deals.json: a JSON list of them, in Zoho's form;
                      one may have its attachments, a list, as "Attachments"
  -records MODULE=N   have COQL find N records made up: of three deals two are
                      won (Stage = 'Closed Won')
  -page-rows N        serve N of them a page, 1 to 200 (default 200)
  -order ORDER        newest (default, as Zoho does), oldest or shuffled
  -link-every N       make every N-th a link; the others are files
  -paging WAY         lead from page to page by token (default), by number (page
                      tokens are null), or as of old (without keys for them)

Trouble
  -fault FAULT        answer wrongly, as follows; of several faults the
                      first that meets a call answers it
      503             every call
      503@2           the calls for page 2 of a walk, tries again too
      503@2+          those for page 2 and for every later page
      503@each        the first call for each page of each record
      503#4           the fourth call
      503#4+          the fourth call and all that follow
      429*3           the first three calls
      503@2*1         the first call for page 2: a try again gets its answer
      coql:503@2      as 503@2, of COQL queries alone; attachments: in front
                      meets the other calls alone
  -latency DURATION   wait before every answer, as in 50ms
  -concurrency N      answer 429 to what comes while N calls are being answered

Server
  -address HOST:PORT  listen here, on this machine only (default
                      ` + defaultAddress + `, or a free port where it is taken)
  -token TOKEN        accept this access token, and no other but those that the
                      accounts server issues (default: accept any)

-scenario, -record, -records, -fault and -token may be given more than once.

Kinds of fault
  ` + strings.ReplaceAll(kinds, "\n", "\n  ") + "\n"
}
