using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Xunit.v3;

[assembly: Build.Tests.MutantsReached]

namespace Build.Tests;

/// <summary>
/// Ends the list of the mutants that a test reached with the test's method and its time. It is added to the tests of the
/// clone whose sources are mutated; tests run one after the other there.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class MutantsReachedAttribute : BeforeAfterTestAttribute
{
    static readonly string? Reached = Environment.GetEnvironmentVariable("MUTANTS_REACHED");
    static readonly Stopwatch Time = Stopwatch.StartNew();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Reached is null)
            return;
        (AppDomain.CurrentDomain.GetData("mutants.reached") as ConcurrentDictionary<int, byte>)?.Clear();
        var method = test.TestCase.TestMethod;
        var line = $"{method.TestClass.TestClassName}.{method.MethodName}\t{Time.ElapsedMilliseconds}\n";
        Time.Restart();
        while (true)
            try
            {
                using var file = new FileStream(Reached, FileMode.Append, FileAccess.Write, FileShare.None);
                file.Write(System.Text.Encoding.UTF8.GetBytes(line));
                return;
            }
            catch (IOException)
            {
                Thread.Yield();
            }
    }
}
