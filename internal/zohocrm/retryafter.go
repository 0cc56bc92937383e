package zohocrm

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// MaxRetryAfter is the longest wait that a header Retry-After is obeyed for: the wait that Zoho's own sample of a 429
// names. A longer one means used up credits, or maintenance: a Terraform run should end, and say so.
const MaxRetryAfter = 60 * time.Second

// RetryAfterError is a response that asks for a longer wait than [MaxRetryAfter].
type RetryAfterError struct {
	Wait time.Duration // asked for
}

func (e *RetryAfterError) Error() string {
	return fmt.Sprintf("asked to wait for %s, longer than %s", e.Wait, MaxRetryAfter)
}

// parseRetryAfter reads a header Retry-After (RFC 9110, section 10.2.3): seconds, or a date in any of HTTP's three forms. A date is
// one by the clock of the response's own header Date, where that has one, and by this machine's else: the two may differ by hours.
// The wait is never negative; one too long for a [time.Duration] is the longest. It reports false where the header is
// neither.
func parseRetryAfter(header, date string, now time.Time) (time.Duration, bool) {
	header = strings.TrimSpace(header)
	if catalog.IsDigits(header) {
		seconds, err := strconv.ParseInt(header, 10, 64)
		if err != nil || seconds > int64(math.MaxInt64/time.Second) {
			return math.MaxInt64, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	until, err := http.ParseTime(header)
	if err != nil {
		return 0, false
	}
	if sent, err := http.ParseTime(strings.TrimSpace(date)); err == nil {
		now = sent
	}
	return max(0, until.Sub(now)), true
}
