//go:build unix

package provider_test

import (
	"syscall"
	"time"
)

// processorTime is the processor time that the process has spent, its own and the system's for it.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
