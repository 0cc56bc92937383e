//go:build race

package zohocrm

// raceOverhead is what the race detector adds to what a program allocates.
const raceOverhead = 1.25
