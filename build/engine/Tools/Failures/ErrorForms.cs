using System.Text.RegularExpressions;

namespace Tools.Failures;

/// <summary>
/// The table of how tools write errors down, the most particular first: a tool that runs another says what that one said, and
/// then something of its own.
/// </summary>
static class ErrorForms
{
    static readonly Regex nodeFrame = Form(
        @"^\s+at .*?\(?(?:file://)?(?<file>(?:/|[A-Za-z]:[\\/])[^()]*?):(?<line>\d+):\d+\)?$"
    );

    public static readonly IReadOnlyList<ErrorForm> All =
    [
        new(
            "esbuild, which tsx compiles with",
            Form(@"^(?<file>(?:/|[A-Za-z]:[\\/]).+?):(?<line>\d+):\d+: ERROR: (?<message>.+)$")
        ),
        new("tsc", Form(@"^(?<file>[^\s(:][^(]*?)\((?<line>\d+),\d+\): error (?<message>TS\d+: .+)$")),
        new(
            "tsc on a terminal, ts-node, ts-jest",
            Form(@"^\s*(?<file>[^\s:][^:]*?):(?<line>\d+):\d+ - error (?<message>TS\d+: .+)$")
        ),
        new("tsc, of its settings", Form(@"^error (?<message>TS\d+: .+)$")),
        new(
            "msbuild, csc",
            Form(
                @"^\s*(?<file>[^\s(:]\S*?|[A-Za-z]:[^(]*?)\((?<line>\d+),\d+(?:,\d+,\d+)?\)\s*: error (?<message>\w+\s*: .+?)(?: \[[^\]]+proj\])?$"
            )
        ),
        new(
            "msbuild, NuGet",
            Form(
                @"^\s*(?<file>\S+(?:proj|\.slnx?|\.props|\.targets))(?:\((?<line>\d+),\d+\))? ?: error (?<message>\w+: .+?)(?: \[[^\]]+\])?$"
            )
        ),
        new("dotnet", Form(@"^(?:MSBUILD : )?error (?<message>(?:MSB|NU|NETSDK|CS)\d+: .+)$")),
        new("jest", Form(@"^\s*● (?!Console$|Cannot log|\w+ Warning)(?<message>.+)$"))
        {
            Place = Form(@"^\s+at .*?\(?(?<file>[^\s()]+\.[cm]?[jt]sx?):(?<line>\d+):\d+\)?$"),
        },
        new("pytest", Form(@"^E\s+(?<message>\S.*)$")) { Place = Form(@"^(?<file>[^\s:]+\.py):(?<line>\d+): ") },
        new("oxlint", Form(@"^\s+[×x⚠!] (?<message>[\w@/-]+\([\w@/-]+\): .+)$"))
        {
            Place = Form(@"^\s+[╭,][─-]+\[\s*(?<file>[^\]]+?):(?<line>\d+):\d+\s*\]"),
        },
        new("eslint", Form(@"^\s+(?<line>\d+):\d+\s+error\s+(?<message>\S.*?)\s*$"))
        {
            Place = Form(@"^(?<file>(?:/|[A-Za-z]:[\\/]).+\.\w+)$"),
            Side = PlaceOf.Above,
        },
        new("python", Form(@"^(?<message>(?:[\w.]+\.)?\w*(?:Error|Exception|Exit|Interrupt)(?:: .+)?)$"))
        {
            Place = Form(@"^\s+File ""(?<file>[^""<]+)"", line (?<line>\d+)"),
            Side = PlaceOf.Above,
        },
        new(".NET", Form(@"^(?:Unhandled exception[.:] |\s*---> )(?<message>[\w.]+(?:Exception|Error)\S*: .+)$"))
        {
            Place = Form(@"^\s+at .+ in (?<file>.+):line (?<line>\d+)$"),
        },
        new("tests of .NET", Form(@"^\s*(?:failed|Failed) (?<message>[A-Z]\w*\..+?)(?: [(\[].*)?$"))
        {
            Place = Form(@"^\s+at .+ in (?<file>.+):line (?<line>\d+)$"),
        },
        new("the CDK, of what a construct says", Form(@"^\[Error at (?<message>/.+)$")),
        new("the CDK, of what it validates", Form(@"^  (?<message>\[[\w/.-]+\] \S.*)$")) { Place = nodeFrame },
        new("the CDK", Form(@"^«\w+» (?<message>.+)$")) { Place = nodeFrame },
        new("node, of a module", Form(@"^(?:Error: )?(?<message>Cannot find module .+)$"))
        {
            Place = Form(@"^- (?<file>(?:/|[A-Za-z]:[\\/]).+)$"),
        },
        new("node, of a syntax", Form(@"^(?<message>SyntaxError: .+)$"))
        {
            Place = Form(@"^(?:file://)?(?<file>(?:/|[A-Za-z]:[\\/])[^\s].*?):(?<line>\d+)$"),
            Side = PlaceOf.Above,
        },
        new(
            "node",
            Form(
                @"^(?:Uncaught )?(?<message>(?:[A-Za-z]\w*)?(?:Error|Exception|ERR_\w+)(?: \[\w+\])?: (?!Transform failed|Subprocess exited).+)$"
            )
        )
        {
            Place = nodeFrame,
        },
        new("java, maven", Form(@"^\[ERROR\] (?<file>.+?):\[(?<line>\d+),\d+\] (?<message>.+)$")),
        new("go", Form(@"^(?<file>\S+\.go):(?<line>\d+):\d+: (?<message>.+)$")),
        new("yarn, of the lock file", Form(@"^➤ (?<message>YN0028: The lockfile would .+)$"))
        {
            Action = "run yarn install in the project's folder and commit its yarn.lock",
        },
        new("yarn, of a package", Form(@"^➤ (?<message>YN(?:0082|0027|0016|0035): .+)$"))
        {
            Action = "correct the version in the project's dependencies, or the registry in .yarnrc.yml",
        },
        // What it merely says: 0000 progress, 0002 peers, 0004 to 0008 builds, 0013 fetches, 0019 and 0020 caches, 0060 and 0086 peers, 0072 and 0076 what is left out.
        new(
            "yarn",
            Form(
                @"^➤ (?<message>YN(?!0000|0002|0004|0005|0007|0008|0013|0019|0020|006[018]|007[26]|008[567])\d{4}: .+)$"
            )
        ),
        new("yarn, of its use", Form(@"^(?<message>(?:Usage|Internal|Syntax) Error: .+)$")),
        new("pip", Form(@"^ERROR: (?<message>(?:No matching distribution|Could not find a version).+)$"))
        {
            Action = "correct the version in the project's requirements, or the index of pip",
        },
        new("pip, and whoever writes alike", Form(@"^(?:ERROR|FATAL): (?<message>.+)$")),
        new("npm", Form(@"^npm (?:error|ERR!) (?<message>(?!code |errno |syscall |A complete log)\S.*)$")),
        new(
            "whoever writes alike",
            Form(@"^\s*(?:\w+: )?[Ee]rror: (?<message>(?!Transform failed|Subprocess exited).+)$")
        ),
        new(
            "a shell",
            Form(@"^(?<message>(?:[^:]+: )+(?:(?:command )?not found|[Nn]o such file or directory|Permission denied))$")
        ),
    ];

    static Regex Form(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
