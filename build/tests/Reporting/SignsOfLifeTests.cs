using Microsoft.Extensions.Time.Testing;
using Reporting;

namespace Build.Tests.Reporting;

public sealed class SignsOfLifeTests : IDisposable
{
    readonly FakeTimeProvider clock = new();
    readonly List<string> lines = [];
    readonly SignsOfLife signs;

    public SignsOfLifeTests() => signs = new(lines.Add, clock);

    public void Dispose() => signs.Dispose();

    [Fact]
    public void Begin_WhatTakesLong_IsSaidEveryTenSecondsWithWhatItTookTheLastTime()
    {
        signs.Begin("infra install", TimeSpan.FromSeconds(41));
        Pass(4);
        signs.Begin("build test");
        Pass(5);
        Assert.Empty(lines);

        Pass(1);
        Pass(10);
        signs.End("infra install");
        Pass(10);
        signs.End("build test");
        Pass(60);

        Assert.Equal(
            [
                "Still running: infra install (10.0 s, 41.0 s the last time), build test (6.0 s)",
                "Still running: infra install (20.0 s, 41.0 s the last time), build test (16.0 s)",
                "Still running: build test (26.0 s)",
            ],
            lines
        );
    }

    [Fact]
    public void Said_SomethingElse_PutsTheNextSignOff()
    {
        signs.Begin("one");
        Pass(9);
        signs.Said();
        Pass(9);
        Assert.Empty(lines);

        Pass(1);

        Assert.Equal("Still running: one (19.0 s)", Assert.Single(lines));
    }

    [Fact]
    public void Begin_ManyThings_AreCounted()
    {
        foreach (var name in (string[])["one", "two", "three", "four", "five"])
            signs.Begin(name);

        Pass(10);

        Assert.Equal("Still running: one (10.0 s), two (10.0 s), three (10.0 s) and 2 more", Assert.Single(lines));
    }

    void Pass(int seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));
}
