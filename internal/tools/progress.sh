#!/bin/sh
# Runs a command of go that has -v among its flags, and tells every five seconds how much it has compiled, in place of the
# name of each package. Everything else that go says is passed on. The exit status is the command's:
#
#	progress.sh go build -v ./...
set -u
exec 3>&1
{
	# The ticks end with the shell that prints them. A sleep that is left then holds no file of the caller's.
	(while sleep 5 >/dev/null 2>&1 3>&- && kill -0 $$ 2>/dev/null; do echo tick; done) 2>/dev/null 3>&- &
	ticks=$!
	"$@" 2>&1 >&3 3>&-
	echo "exit $?"
	kill "$ticks" 2>/dev/null
} | {
	packages=0 seconds=0
	while IFS= read -r line; do
		case $line in
		tick)
			seconds=$((seconds + 5))
			echo "  $packages packages compiled in $seconds seconds" >&2
			;;
		"exit "*) exit "${line#exit }" ;;
		*[!A-Za-z0-9./_~-]*) printf '%s\n' "$line" >&2 ;;
		*) packages=$((packages + 1)) ;;
		esac
	done
	exit 1
}
