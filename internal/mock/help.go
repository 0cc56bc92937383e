package main

import "fmt"

// help tells of every flag, those that belong together together, in 80 columns.
func help() string {
	return `Plays Zoho CRM's attachments API and its query language, COQL, on this
machine, for the provider and for modules that use it. Prints what to set, then
every request as it arrives, with its response. Ctrl-C ends it.

  make mock ARGS="-attachments 450 -fault 503@2*1"

Serves a made-up organisation, unless told otherwise: ` + fmt.Sprint(defaultDeals) + ` deals, which COQL
finds, and 0 to 3 attachments for any record of any module. Two of three
records with attachments have one whose name ends in -signed.pdf. One record is
Zoho's documented sample: ` + sampleRecord() + `.

Files and folders are relative to the folder that the mock runs in: with make,
that is the root of the repository.

Made-up records
  -attachments N      give N attachments to any record of any module
  -records MODULE=N   have COQL find N records instead of those deals, with 0
                      to 3 attachments each; of three deals two are won
                      (Stage = 'Closed Won'); closing dates are within the
                      last 90 days
  -records MODULE=FILE
                      have COQL find the records in a file, as in
                      Deals=deals.json: a JSON list of them, in Zoho's form;
                      a record may list its attachments as "Attachments"
  -record RECORD=FILE give this record the attachments in a file, as in
                      Deals/4876876000000376008=signed.json: a JSON list of
                      them, in Zoho's form
  -page-rows N        serve N attachments a page, 1 to 200 (default 200)
  -order ORDER        newest (default, as Zoho does), oldest or shuffled; of the
                      attachments of -attachments
  -link-every N       make every N-th of them a link; the others are files
  -paging WAY         lead from page to page by token (default), by number (page
                      tokens are null), or old, as API v2.1 (no token keys)

With -records or -record, only those records exist, unless -attachments is given
too.

Recordings, instead of made-up records
  -list               list Zoho's documented responses and errors, which were
                      written down by hand, with the request for each; then exit
  -scenario NAMES     serve only these (separated by commas), or all
  -recordings FOLDER  serve the recordings (*.yaml) of a folder of your own

Trouble
  -fault FAULT        respond wrongly, as follows; if several faults match a
                      request, the first one applies
      503             every request
      503@2           the requests for page 2, retries too
      503@2+          those for page 2 and for every later page
      503@each        the first request for each page of each record
      503#4           the fourth request
      503#4+          the fourth request and all that follow
      429*3           the first three requests
      503@2*1         the first request for page 2: a retry gets its response
      coql:503@2      as 503@2, for COQL queries only; attachments:503@2 is
                      for the other requests only
  -latency DURATION   wait before every response, as in 50ms
  -concurrency N      respond 429 to requests while N others are in flight

Server
  -address HOST:PORT  listen here, on this machine only (default
                      ` + defaultAddress + `, or a free port if it is taken)
  -token TOKEN        accept only this access token, for everything, and those
                      that the accounts server issues (default: any)

The accounts server is at the same address. Like Zoho's, it issues at most ten
tokens in ten minutes, and each is valid only for its scopes.

-scenario, -record, -records, -fault and -token may be given more than once.

Kinds of fault
` + faultKinds()
}
