using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Deployment;
using Deployment.Files;

namespace Build.Tests.Deployment.Files;

/// <summary>What the machine keeps from files is told apart by the operating system's reason, and each has what helps.</summary>
public sealed class MachineFaultsTests
{
    public static TheoryData<Exception, string?> Reasons =>
        new()
        {
            { new IOException("Too many open files", 24), nameof(FindingCodes.TooManyOpenFiles) },
            { new IOException("Too many open files in system", 23), nameof(FindingCodes.TooManyOpenFiles) },
            { new SocketException((int)SocketError.TooManyOpenSockets), nameof(FindingCodes.TooManyOpenFiles) },
            {
                new HttpRequestException("x", new SocketException((int)SocketError.TooManyOpenSockets)),
                nameof(FindingCodes.TooManyOpenFiles)
            },
            { new IOException("No space left on device", 28), nameof(FindingCodes.DiskFull) },
            { new IOException("Disk quota exceeded", 122), nameof(FindingCodes.DiskFull) },
            { new IOException("File too large", 27), nameof(FindingCodes.DiskFull) },
            {
                new AmazonServiceException("The local AWS cannot write its state", null, HttpStatusCode.InsufficientStorage),
                nameof(FindingCodes.DiskFull)
            },
            { new IOException("x", unchecked((int)0x80070070)), nameof(FindingCodes.DiskFull) },
            { new IOException("Read-only file system", 30), nameof(FindingCodes.ReadOnlyFileSystem) },
            { new InvalidOperationException("x", new IOException("x", 30)), nameof(FindingCodes.ReadOnlyFileSystem) },
            {
                new FileNotFoundException("x", $"{typeof(Uri).Assembly.FullName}"),
                nameof(FindingCodes.TooManyOpenFiles)
            },
            { new FileLoadException("x", $"{typeof(Uri).Assembly.FullName}"), nameof(FindingCodes.TooManyOpenFiles) },
            {
                new TypeInitializationException(
                    "System.Net.Sockets.SocketAsyncEngine",
                    new InsufficientMemoryException()
                ),
                nameof(FindingCodes.TooManyOpenFiles)
            },
            { new FileNotFoundException("x", "Nobody.Has.This, Version=1.0.0.0"), null },
            { new FileNotFoundException("x", "/no/such/file"), null },
            { new IOException("File exists", 17), null },
            { new UnauthorizedAccessException("Permission denied"), null },
            { new SocketException((int)SocketError.AddressAlreadyInUse), null },
            { new InvalidOperationException("a bug"), null },
        };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Explain_AnError_IsTheMachinesWhereItsReasonIs(Exception error, string? code)
    {
        var finding = MachineFaults.Explain(error, "It was not written");

        Assert.Equal(code, finding?.Code.Name);
        Assert.Equal(code is not null, finding?.Next is { Length: > 0 });
    }

    [Fact]
    public void Explain_ADiskThatIsFull_IsToldByTheOperatingSystem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/full.");

        var error = Assert.ThrowsAny<Exception>(() =>
        {
            using var file = new FileStream(
                "/dev/full",
                FileMode.Open,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0
            );
            file.Write([1]);
        });

        Assert.Equal(FindingCodes.DiskFull, MachineFaults.Explain(error, "It was not written")?.Code);
    }

    [Fact]
    public void Explain_AProgramThatIsNotThere_IsNotTheMachines() =>
        Assert.Null(MachineFaults.Explain(new Win32Exception(2), "It was not started"));
}
