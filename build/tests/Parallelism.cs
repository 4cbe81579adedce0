// Tests wait for the programs that they start: half as many again as the cores of a usual build machine keep it busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
