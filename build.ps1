# Starts the build program (build/Build), compiled anew when its sources changed. What it can do: .\build.ps1 --help
# Works in Windows PowerShell 5.1 and in PowerShell 7. build.sh is its twin.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2
# Not a param block: what stands on the command line is the build program's business.
$arguments = $args

$root = $PSScriptRoot
$build = Join-Path $root 'build'
$published = Join-Path $build '.publish' # a folder for each state of the sources, named by its fingerprint
$objects = Join-Path $build '.objects' # what compiling leaves for the next time; beside the programs, which caches of build servers keep
$shared = $env:XDG_CACHE_HOME # the same for all checkouts of a user
if (-not $shared) { $shared = if ($env:LOCALAPPDATA) { $env:LOCALAPPDATA } elseif ($env:HOME) { Join-Path $env:HOME '.cache' } }
if ($shared) { $shared = Join-Path (Join-Path $shared 'cdk-deployments') 'programs' }
$onWindows = [IO.Path]::DirectorySeparatorChar -eq '\'
$dotnetName = if ($onWindows) { 'dotnet.exe' } else { 'dotnet' }
$installScript = $env:DOTNET_INSTALL_SCRIPT_URL
if (-not $installScript) { $installScript = 'https://dot.net/v1/dotnet-install.ps1' }

# An upgrade was cut off while it put files into their places: back to what was there before.
$upgrade = Join-Path $build '.upgrade'
if (Test-Path -LiteralPath (Join-Path $upgrade 'applying')) {
    foreach ($path in [IO.File]::ReadAllLines((Join-Path $upgrade 'applying'))) {
        $kept = Join-Path (Join-Path $upgrade 'before') $path
        $place = Join-Path $root $path
        if (Test-Path -LiteralPath $kept) { [IO.File]::Copy($kept, $place, $true) }
        elseif (Test-Path -LiteralPath $place) { [IO.File]::Delete($place) }
    }
    Remove-Item -LiteralPath $upgrade -Recurse -Force
    [Console]::Error.WriteLine('An upgrade was cut off: the files are again as they were before it.')
    & $PSCommandPath @arguments
    exit $LASTEXITCODE
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'
$env:DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE = '1'

function Say([string[]] $lines) { foreach ($line in $lines) { [Console]::Error.WriteLine($line) } }

function Stop-Build([string[]] $lines) {
    Say $lines
    exit 1
}

# The sources, without build outputs and hidden files.
function Get-Sources([IO.DirectoryInfo] $folder) {
    foreach ($entry in $folder.GetFileSystemInfos()) {
        if ($entry.Name.StartsWith('.') -or $entry.Name.StartsWith('cdk-')) { continue }
        if ($entry.Name -in 'bin', 'obj', 'LocalAws.Tool', 'Renewal', 'Templates') { continue }
        if ($entry -is [IO.DirectoryInfo]) { Get-Sources $entry }
        elseif ($entry.Extension -ne '.md') { $entry }
    }
}

# The names and contents of what the program is compiled from. Times do not count: touching a file compiles nothing.
function Get-Fingerprint {
    $files = [Collections.Generic.List[string]]::new()
    $files.Add($PSCommandPath)
    $files.Add((Join-Path $build 'global.json'))
    foreach ($file in [IO.Directory]::GetFiles($build, '*.props')) { $files.Add($file) }
    foreach ($name in 'Build', 'engine') {
        foreach ($file in Get-Sources ([IO.DirectoryInfo]::new((Join-Path $build $name)))) { $files.Add($file.FullName) }
    }
    $files.Sort([StringComparer]::Ordinal)

    $sha256 = [Security.Cryptography.SHA256]::Create()
    try {
        $lines = [Text.StringBuilder]::new()
        foreach ($file in $files) {
            $hash = [BitConverter]::ToString($sha256.ComputeHash([IO.File]::ReadAllBytes($file)))
            $null = $lines.Append($hash).Append(' ').Append($file.Substring($root.Length)).Append("`n")
        }
        $digest = $sha256.ComputeHash([Text.Encoding]::UTF8.GetBytes($lines.ToString()))
        [BitConverter]::ToString($digest).Replace('-', '').ToLowerInvariant()
    }
    finally { $sha256.Dispose() }
}

# Runs a program in a folder and returns its exit code; its output goes to the error stream, line by line, or nowhere.
function Invoke-In([string] $folder, [string] $program, [string[]] $programArguments, [switch] $Quiet) {
    Push-Location -LiteralPath $folder
    # Windows PowerShell makes errors out of what a program writes to its error stream.
    $ErrorActionPreference = 'Continue'
    try {
        & $program @programArguments 2>&1 | ForEach-Object { if (-not $Quiet) { Say "$_" } }
        $LASTEXITCODE
    }
    finally { Pop-Location }
}

# Says every ten seconds how long something has been going on, until it is ended: a minute without a word looks like a failure.
function Start-Ticker([string] $what) {
    $ticker = [PowerShell]::Create()
    $null = $ticker.AddScript({
            param($what)
            $began = [Diagnostics.Stopwatch]::StartNew()
            while ($true) {
                Start-Sleep -Seconds 10
                [Console]::Error.WriteLine("$what ($([int] $began.Elapsed.TotalSeconds) s)")
            }
        }).AddArgument($what)
    $null = $ticker.BeginInvoke()
    $ticker
}

# An SDK that is asked in build/ answers with its version, or fails when build/global.json rules it out.
function Test-Dotnet([string] $candidate) {
    $candidate -and (Test-Path -LiteralPath $candidate -PathType Leaf) -and
        (Invoke-In $build $candidate @('--version') -Quiet) -eq 0
}

function Find-Dotnet {
    $candidates = @()
    $command = Get-Command $dotnetName -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($command) { $candidates += $command.Path }
    if ($env:DOTNET_ROOT) { $candidates += Join-Path $env:DOTNET_ROOT $dotnetName }
    if ($onWindows -and $env:ProgramFiles) { $candidates += Join-Path $env:ProgramFiles 'dotnet\dotnet.exe' }
    $candidates += Join-Path (Join-Path $build '.dotnet') $dotnetName
    foreach ($candidate in $candidates) {
        if (Test-Dotnet $candidate) { return $candidate }
    }
}

function Install-Dotnet {
    $folder = Join-Path $build '.dotnet'
    $script = Join-Path $folder 'dotnet-install.ps1'
    $globalJson = Join-Path $build 'global.json'
    $wanted = (Get-Content -Raw -LiteralPath $globalJson | ConvertFrom-Json).sdk.version
    Say "Installing the .NET SDK $wanted into build/.dotnet ..."
    $null = New-Item -ItemType Directory -Force -Path $folder
    try {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
        $ProgressPreference = 'SilentlyContinue'
        Invoke-WebRequest -UseBasicParsing -Uri $installScript -OutFile $script
        & $script -JSonFile $globalJson -InstallDir $folder -NoPath | ForEach-Object { Say "$_" }
    }
    catch { Say "$_" }
    $dotnet = Join-Path $folder $dotnetName
    if (Test-Dotnet $dotnet) { return $dotnet }
    Stop-Build @(
        "The build needs a .NET SDK that build/global.json accepts ($wanted or a later feature band); none is here, and $installScript did not install one. [SdkMissing]"
        '  Next: install it from https://dotnet.microsoft.com/download, or unpack one into build/.dotnet'
    )
}

# The files of a program, with their SHA-256.
function Get-ProgramList([string] $folder) {
    $files = [IO.Directory]::GetFiles($folder, '*', [IO.SearchOption]::AllDirectories)
    [Array]::Sort($files, [StringComparer]::Ordinal)
    foreach ($file in $files) {
        $name = $file.Substring($folder.Length + 1)
        if ($name -ne 'sha256') { "$((Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash)  $name" }
    }
}

# Whether all that is below a folder, and the folders on the way to it, is this user's own: what somebody else put there would
# run as this user. On Windows a profile is its user's by inheritance, so there the owner tells.
function Test-Own([string] $folder) {
    if ($onWindows) {
        $user = [Security.Principal.WindowsIdentity]::GetCurrent()
        $trusted = @($user.User.Value, 'S-1-5-18', 'S-1-5-32-544')
        foreach ($item in @(Get-Item -LiteralPath $folder) + @(Get-ChildItem -LiteralPath $folder -Recurse -Force)) {
            if ($item.Attributes -band [IO.FileAttributes]::ReparsePoint) { return $false }
            $owner = (Get-Acl -LiteralPath $item.FullName).GetOwner([Security.Principal.SecurityIdentifier]).Value
            if ($owner -notin $trusted) { return $false }
        }
        return $true
    }
    $user = & id -u
    $strange = & find $folder '(' '!' -user $user -o -perm -020 -o -perm -002 -o -type l ')' -print -quit 2>&1
    if ($LASTEXITCODE -ne 0 -or $strange) { return $false }
    # Where only the owner of an entry may rename it (the sticky bit), it does not matter who else may write.
    for ($above = [IO.Path]::GetDirectoryName($folder); $above; $above = [IO.Path]::GetDirectoryName($above)) {
        $strange = & find "$above/" -prune '(' '!' -user $user '!' -user 0 -o '(' -perm -020 -o -perm -002 ')' '!' -perm -1000 ')' -print 2>&1
        if ($LASTEXITCODE -ne 0 -or $strange) { return $false }
    }
    return $true
}

# Copies a program in that another checkout compiled from the same sources, unless a file of it is not as it was. Not on a
# build server, where whoever may propose a change could put a program there for others to run.
function Copy-SharedProgram([string] $sources, [string] $new) {
    if ($env:CI -or -not $shared) { return $false }
    $kept = Join-Path $shared $sources
    $list = Join-Path $kept 'sha256'
    if (-not (Test-Path -LiteralPath $list)) { return $false }
    try {
        if (-not (Test-Own $kept)) { return $false }
        if (Test-Path -LiteralPath $new) { Remove-Item -LiteralPath $new -Recurse -Force }
        Copy-Item -LiteralPath $kept -Destination $new -Recurse
        if (((Get-ProgramList $new) -join "`n") -ne [IO.File]::ReadAllText($list)) { return $false }
        [IO.File]::SetLastWriteTimeUtc($list, [DateTime]::UtcNow)
        return $true
    }
    catch { return $false } # a cache: no more than a try
}

# Copies a program out for other checkouts, and removes those that none has asked for within a month.
function Publish-SharedProgram([string] $sources, [string] $program) {
    if ($env:CI -or -not $shared) { return }
    $kept = Join-Path $shared $sources
    if (Test-Path -LiteralPath (Join-Path $kept 'sha256')) { return }
    $copy = "$kept.$PID"
    try {
        $null = New-Item -ItemType Directory -Force -Path $shared
        if (-not $onWindows) { chmod 700 $shared }
        Copy-Item -LiteralPath $program -Destination $copy -Recurse
        if (-not $onWindows) { chmod -R go-w $copy }
        [IO.File]::WriteAllText((Join-Path $copy 'sha256'), ((Get-ProgramList $copy) -join "`n"))
        if (-not $onWindows) { chmod go-w (Join-Path $copy 'sha256') }
        if (Test-Path -LiteralPath $kept) { Remove-Item -LiteralPath $kept -Recurse -Force }
        [IO.Directory]::Move($copy, $kept)
        Get-ChildItem -LiteralPath $shared -Directory |
            Where-Object { (Get-Item -LiteralPath (Join-Path $_.FullName 'sha256')).LastWriteTimeUtc -lt [DateTime]::UtcNow.AddDays(-30) } |
            Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
    }
    catch { Remove-Item -LiteralPath $copy -Recurse -Force -ErrorAction SilentlyContinue } # a cache: no more than a try
}

function Invoke-Compilation([string] $sources) {
    $program = Join-Path $published $sources
    if (Test-Path -LiteralPath (Join-Path $program 'Build.dll')) { return } # whoever held the lock compiled it
    if (Copy-SharedProgram $sources (Join-Path $published 'new')) {
        if (Test-Path -LiteralPath $program) { Remove-Item -LiteralPath $program -Recurse -Force }
        [IO.Directory]::Move((Join-Path $published 'new'), $program)
        return
    }
    $dotnet = Find-Dotnet
    if (-not $dotnet) { $dotnet = Install-Dotnet }

    Say 'Compiling the build program ...'
    $new = Join-Path $published 'new'
    if (Test-Path -LiteralPath $new) { Remove-Item -LiteralPath $new -Recurse -Force }
    # A compiler that ends after seconds gains nothing from being observed.
    $profiles = $env:DOTNET_TieredPGO
    $env:DOTNET_TieredPGO = '0'
    $logger = $env:MSBUILDTERMINALLOGGER
    $env:MSBUILDTERMINALLOGGER = 'off' # lines of its own would be drawn over ours
    $options = @('build/Build/Build.csproj', '--artifacts-path', $objects, '--verbosity', 'quiet', '-nodeReuse:false')
    # Ahead of time means for this machine, which is none of the lock files' business: they are held to first.
    $ticker = Start-Ticker 'Still compiling'
    try {
        $failed = (Invoke-In $root $dotnet (@('restore') + $options + '--locked-mode')) -ne 0 -or
            (Invoke-In $root $dotnet (@('publish') + $options + @(
                    '--configuration', 'Release', '--output', $new, '--use-current-runtime', '--self-contained', 'false',
                    '-p:RunAnalyzers=false'))) -ne 0
    }
    finally {
        $ticker.Stop()
        $ticker.Dispose()
    }
    $env:DOTNET_TieredPGO = $profiles
    $env:MSBUILDTERMINALLOGGER = $logger
    if ($failed) {
        # Its compiler is a server of its own, which a publication that succeeds ends.
        $null = Invoke-In $root $dotnet @('msbuild', 'build/Build/Build.csproj', '-target:EndTheCompiler',
            "-property:ArtifactsPath=$objects", '-property:UseCurrentRuntimeIdentifier=true') -Quiet
        Stop-Build 'The build program was not compiled, for the reasons above. [BuildProgramBroken]'
    }

    # What changed meanwhile may be in there or not.
    if ((Get-Fingerprint) -ne $sources) { return }
    [IO.File]::WriteAllText((Join-Path $new 'dotnet.path'), $dotnet)
    if (Test-Path -LiteralPath $program) { Remove-Item -LiteralPath $program -Recurse -Force }
    [IO.Directory]::Move($new, $program)
    Publish-SharedProgram $sources $program
    # Others may still run from what they started a while ago; on a build server there are none, and its caches are to stay small.
    $old = if ($env:CI) { [DateTime]::MaxValue } else { [DateTime]::UtcNow.AddDays(-1) }
    Get-ChildItem -LiteralPath $published -Directory |
        Where-Object { $_.Name.Length -eq $sources.Length -and $_.Name -ne $sources -and $_.LastWriteTimeUtc -lt $old } |
        Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
}

# Opens the lock, which no other process can have open; it is let go when this one ends, however it ends.
function Open-Lock {
    try { $null = New-Item -ItemType Directory -Force -Path $published }
    catch {
        Stop-Build @(
            "The folder $published cannot be written: $_ [FolderNotWritable]"
            "  Next: make it writable for $([Environment]::UserName), or clone elsewhere"
        )
    }
    $file = Join-Path $published 'lock'
    $waiting = $false
    while ($true) {
        try { return [IO.File]::Open($file, [IO.FileMode]::OpenOrCreate, [IO.FileAccess]::ReadWrite, [IO.FileShare]::None) }
        catch [IO.IOException] {
            if (-not $waiting) { Say 'Waiting for another build.ps1, which compiles the build program ...' }
            $waiting = $true
            Start-Sleep -Milliseconds 200
        }
    }
}

while ($true) {
    $sources = Get-Fingerprint
    $program = Join-Path $published $sources
    if (Test-Path -LiteralPath (Join-Path $program 'Build.dll')) { break }
    $lock = Open-Lock
    try { Invoke-Compilation $sources }
    finally { $lock.Dispose() }
}

$dotnet = [IO.File]::ReadAllText((Join-Path $program 'dotnet.path'))
if (-not (Test-Path -LiteralPath $dotnet)) { # moved or removed since
    $dotnet = Find-Dotnet
    if (-not $dotnet) {
        $lock = Open-Lock
        try { $dotnet = Install-Dotnet }
        finally { $lock.Dispose() }
    }
}
$command = Get-Command $dotnetName -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
if (-not $command -or $command.Path -ne $dotnet) { # the tools that the program starts are to find it too
    $env:DOTNET_ROOT = Split-Path -Parent $dotnet
    $env:PATH = $env:DOTNET_ROOT + [IO.Path]::PathSeparator + $env:PATH
}

Push-Location -LiteralPath $root
# What the program writes to its error stream is no error of this script.
$ErrorActionPreference = 'Continue'
try { & $dotnet (Join-Path $program 'Build.dll') @arguments }
finally { Pop-Location }
exit $LASTEXITCODE
