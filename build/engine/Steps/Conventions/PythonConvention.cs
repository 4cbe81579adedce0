namespace Steps.Conventions;

/// <summary>An app with a requirements.txt: packages in a virtual environment, .venv, as <c>cdk init --language=python</c> has it.</summary>
static class PythonConvention
{
    const string Environment = ".venv";

    public static AppConvention Of(string folder)
    {
        var programs = OperatingSystem.IsWindows() ? $"{Environment}/Scripts" : $"{Environment}/bin";
        string[] files = ["requirements.txt", "requirements-dev.txt"];
        List<string> there = [.. files.Where(file => File.Exists(Path.Combine(folder, file)))];
        return new(
            [
                [OperatingSystem.IsWindows() ? "python" : "python3", "-m", "venv", Environment],
                [
                    $"{programs}/python",
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    .. there.SelectMany(file => (string[])["--requirement", file]),
                ],
            ],
            [],
            Directory.Exists(Path.Combine(folder, "tests")) && there.Count > 1
                ?
                [
                    [$"{programs}/python", "-m", "pytest"],
                ]
                : []
        )
        {
            Packages = Environment,
            Programs = [programs],
        };
    }
}
