// The index of runs needs none.
