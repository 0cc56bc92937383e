//go:build !race

package zohocrm

// raceOverhead is 1 where no race detector adds to what a program allocates.
const raceOverhead = 1.0
