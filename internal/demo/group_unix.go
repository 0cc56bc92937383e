//go:build unix

package main

import (
	"os"
	"os/exec"
	"syscall"
)

// separate has cmd run in a process group of its own. An interrupt from the terminal goes to every process of the
// terminal's group; a CLI that got it from there and from here would take it for two, and leave its provider behind.
func separate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
}

// killGroup ends what is left of the group of an interrupted cmd.
func killGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // an error is that there is no such group any more
	}
}
