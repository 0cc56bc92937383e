//go:build !unix

package main

import "os/exec"

// separate does nothing: there is no interrupt to send, an interrupted cmd is killed.
func separate(*exec.Cmd) {}

// killGroup does nothing: a provider ends when its CLI has.
func killGroup(*exec.Cmd) {}
