package zohocrm

import (
	"context"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// LogFunc takes a line of the client's log. No field of it holds a credential or text of the server's that was not
// cleaned.
type LogFunc func(ctx context.Context, message string, fields map[string]any)

// responseInfo is what the log has of a response.
type responseInfo struct {
	status  int    // of HTTP; 0 where there was no response
	credits string // the header X-API-CREDITS-REMAINING
}

// logAttempt writes how an attempt ended.
func (c *Client) logAttempt(ctx context.Context, call call, attempt int, info responseInfo, took time.Duration, rows int, err error) {
	fields := map[string]any{
		"method":       call.method(),
		"path":         call.path,
		"attempt":      attempt,
		"status":       info.status,
		"milliseconds": took.Milliseconds(),
		"rows":         rows,
		"rows_so_far":  call.rowsBefore + rows,
	}
	if catalog.IsDigits(info.credits) { // anything else may be what was sent, sent back
		fields["credits_remaining"] = info.credits
	}
	message := "Response from Zoho CRM"
	if info.status == 0 {
		message = "No response from Zoho CRM"
	}
	if err != nil {
		fields["error"] = sanitize.Text(err.Error())
	}
	c.config.Log(ctx, message, fields)
}

// logWait writes that a wait before an attempt begins, why, and how long it takes at least.
func (c *Client) logWait(ctx context.Context, path string, attempt int, wait time.Duration, reason string) {
	c.config.Log(ctx, "Waiting before a request to Zoho CRM", map[string]any{
		"path":         path,
		"attempt":      attempt,
		"milliseconds": wait.Milliseconds(),
		"reason":       sanitize.Text(reason),
	})
}

// logRestart writes that a list is read again, and where its rows were seen to have moved.
func (c *Client) logRestart(ctx context.Context, w *walk) {
	c.config.Log(ctx, "Rows moved while their pages were read: reading the list again from its first page", map[string]any{
		"path": w.request.path(),
		"walk": w.number,
		"page": w.page,
	})
}
