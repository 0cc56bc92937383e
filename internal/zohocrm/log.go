package zohocrm

import (
	"context"
	"net/http"
	"time"
)

// LogFunc takes a line of the client's log. No field of it holds a credential or text of the server's that was not
// cleaned.
type LogFunc func(ctx context.Context, message string, fields map[string]any)

// told is what an answer tells the log.
type told struct {
	status  int    // of HTTP; 0 where there was no answer
	credits string // the header X-API-CREDITS-REMAINING
}

// logTry writes how a try ended.
func (c *Client) logTry(ctx context.Context, call call, try int, told told, took time.Duration, rows int, err error) {
	fields := map[string]any{
		"method":       http.MethodGet,
		"path":         call.path,
		"try":          try,
		"status":       told.status,
		"milliseconds": took.Milliseconds(),
		"rows":         rows,
		"rows_so_far":  call.rowsBefore + rows,
	}
	if isDigits(told.credits) { // anything else may be what was sent, sent back
		fields["credits_remaining"] = told.credits
	}
	message := "Zoho CRM answered"
	if told.status == 0 {
		message = "Zoho CRM did not answer"
	}
	if err != nil {
		fields["error"] = Clean(err.Error())
	}
	c.config.Log(ctx, message, fields)
}

// logWait writes that a wait before a try begins, why, and how long it takes at least.
func (c *Client) logWait(ctx context.Context, path string, try int, wait time.Duration, reason string) {
	c.config.Log(ctx, "waiting to ask Zoho CRM", map[string]any{
		"path":         path,
		"try":          try,
		"milliseconds": wait.Milliseconds(),
		"reason":       Clean(reason),
	})
}
