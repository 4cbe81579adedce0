#!/usr/bin/env bash
# Starts the build program (build/Build), compiled anew when its sources changed. What it can do: ./build.sh --help
set -euo pipefail

# Relative paths of --app begin there.
export BUILD_CALLED_FROM=$PWD

# Where nothing changed, find and the program are all that this starts.
case ${BASH_SOURCE[0]} in
  */*) CDPATH='' cd -P -- "${BASH_SOURCE[0]%/*}" ;;
  *) cd -P . ;;
esac
root=$PWD
build=$root/build
upgrade=$build/.upgrade

# An upgrade was cut off while it put files into their places: back to what was there before.
if [ -f "$upgrade/applying" ]; then
  while read -r path; do
    if [ -f "$upgrade/before/$path" ]; then
      cp -p "$upgrade/before/$path" "$path.old" && mv -f "$path.old" "$path"
    else
      rm -f "$path"
    fi
  done < "$upgrade/applying"
  rm -rf "$upgrade"
  printf '%s\n' "An upgrade was cut off: the files are again as they were before it." >&2
  cd -- "$BUILD_CALLED_FROM" && exec bash "$root/build.sh" "$@"
fi

published=$build/.publish # a folder for each state of the sources, named by its fingerprint
objects=$build/.objects   # what compiling leaves for the next time; beside the programs, which caches of build servers keep
shared=${XDG_CACHE_HOME:-${HOME:-}/.cache}/cdk-deployments/programs # the same for all checkouts of a user
known=$published/sources  # the last fingerprint, and the status of the sources that had it
install_script=${DOTNET_INSTALL_SCRIPT_URL:-https://dot.net/v1/dotnet-install.sh}
sha256=(sha256sum)
command -v sha256sum > /dev/null || sha256=(shasum -a 256)

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1

say() { printf '%s\n' "$@" >&2; }

fail() {
  say "$@"
  exit 1
}

# What the program is compiled from, handed to find with what is to be done with each file.
each_source() {
  LC_ALL=C find build/{Build,engine,Directory.*.props,global.json} build.sh \
    \( -name bin -o -name obj -o -name '.?*' -o -name '*.md' -o -name 'cdk-*' -o -name LocalAws.Tool -o -name Renewal -o -name Templates \) -prune \
    -o -type f "$@"
}

# The names and contents of the sources. Times do not count: touching a file compiles nothing.
fingerprint() {
  local digest
  digest=$(each_source -print0 | xargs -0 "${sha256[@]}" | LC_ALL=C sort | "${sha256[@]}")
  printf '%s' "${digest%% *}"
}

# A digest of what the file system says of the sources; nothing where find cannot tell. Where it is as it was, so are the
# contents: whatever changes a file sets the time of its last change (%C), and no program can set that back.
status() {
  local digest
  if digest=$(each_source -printf '%p %s %i %C@\n' 2> /dev/null | "${sha256[@]}"); then printf '%s' "${digest%% *}"; fi
}

# Notes the fingerprint of a status, unless a file is so fresh that it could change once more and look the same.
remember() {
  local fresh
  fresh=$(each_source -newerct '2 seconds ago' -print -quit 2> /dev/null) || return 0
  if [ -z "$fresh" ] && { printf '%s\n%s\n' "$1" "$2" > "$known.$$" && mv -f "$known.$$" "$known"; } 2> /dev/null; then :; fi
}

# Whether the status, in $now, is the known one; then $sources is the fingerprint.
unchanged() {
  local before
  [ -n "$now" ] && [ -f "$known" ] && { read -r sources && read -r before; } < "$known" && [ "$before" = "$now" ]
}

# An SDK that is asked in build/ answers with its version, or fails when build/global.json rules it out.
satisfies() { [ -x "$1" ] && (cd -- "$build" && "$1" --version) > /dev/null 2>&1; }

find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" "$build/.dotnet/dotnet"; do
    if satisfies "$candidate"; then
      printf '%s' "$candidate"
      return
    fi
  done
  return 1
}

download() {
  if command -v curl > /dev/null; then
    curl --fail --silent --show-error --location --connect-timeout 10 --output "$2" "$1"
  elif command -v wget > /dev/null; then
    wget --quiet --timeout=10 --output-document="$2" "$1"
  else
    say "Neither curl nor wget is here to fetch it."
    return 1
  fi
}

install_dotnet() {
  local script=$build/.dotnet/dotnet-install.sh wanted
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$build/global.json")
  say "Installing the .NET SDK $wanted into build/.dotnet ..."
  mkdir -p "$build/.dotnet"
  if ! { download "$install_script" "$script" &&
    bash "$script" --jsonfile "$build/global.json" --install-dir "$build/.dotnet" --no-path >&2 &&
    satisfies "$build/.dotnet/dotnet"; }; then
    fail "The build needs a .NET SDK that build/global.json accepts ($wanted or a later feature band); none is here, and $install_script did not install one. [SdkMissing]" \
      "  Next: install it from https://dotnet.microsoft.com/download, or unpack one into build/.dotnet"
  fi
}

# On a build server whoever may propose a change could put a program there for others to run.
shares() { [ -z "${CI:-}" ] && [ -n "${XDG_CACHE_HOME:-}${HOME:-}" ]; }

# Whether all that is below a folder, and the folders on the way to it, is this user's own and nobody else may write it: what
# somebody put there would run as this user. Links have no mode, and a program has none. Folders of root count as one's own.
own() {
  local user folder=$1 strange
  user=$(id -u)
  strange=$(find "$1" \( ! -user "$user" -o -perm -020 -o -perm -002 -o -type l \) -print -quit 2>&1) && [ -z "$strange" ] || return 1
  while folder=${folder%/*} && [ -n "$folder" ]; do
    # Where only the owner of an entry may rename it (the sticky bit), it does not matter who else may write.
    strange=$(find "$folder/" -prune \( ! -user "$user" ! -user 0 -o \( -perm -020 -o -perm -002 \) ! -perm -1000 \) -print 2>&1) &&
      [ -z "$strange" ] || return 1
  done
}

# Copies a program in that another checkout compiled from the same sources, unless a file of it is not as it was, or may be
# somebody else's.
fetch() {
  local kept=$shared/$1
  shares && [ -f "$kept/sha256" ] && own "$kept" || return 1
  rm -rf "$2"
  { cp -R "$kept" "$2" && (cd -- "$2" && "${sha256[@]}" --check sha256); } > /dev/null 2>&1 || return 1
  touch "$kept" 2> /dev/null || true
}

# Copies a program out for other checkouts, and removes those that none has asked for within a month. A cache: no more
# than a try.
share() (
  kept=$shared/$1
  shares && [ ! -f "$kept/sha256" ] || return 0
  {
    umask 077 # from here on: programs in the cache are for this user alone
    mkdir -p "$shared" && cp -R "$2" "$kept.$$" &&
      (cd -- "$kept.$$" && find . -type f -print0 | xargs -0 "${sha256[@]}" > "$published/sha256") &&
      mv "$published/sha256" "$kept.$$/sha256" && rm -rf "$kept" && mv "$kept.$$" "$kept" &&
      find "$shared" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
  } 2> /dev/null || rm -rf "$kept.$$"
)

compile() {
  local program=$published/$1 new=$published/new dotnet
  [ ! -f "$program/Build.dll" ] || return 0 # whoever held the lock compiled it
  if fetch "$1" "$new"; then
    rm -rf "$program"
    mv "$new" "$program"
    return
  fi
  dotnet=$(find_dotnet) || {
    install_dotnet
    dotnet=$build/.dotnet/dotnet
  }

  say "Compiling the build program ..."
  # A minute without a word looks like a failure.
  local ticks=$SECONDS ticker
  while sleep 10 > /dev/null 2>&1 && kill -0 $$ 2> /dev/null; do say "Still compiling ($((SECONDS - ticks)) s)"; done &
  ticker=$!
  rm -rf "$new"
  local options=(build/Build/Build.csproj --artifacts-path "$objects" --verbosity quiet -nodeReuse:false)
  (
    # A compiler that ends after seconds gains nothing from being observed.
    export DOTNET_TieredPGO=0
    # Lines of its own would be drawn over ours.
    export MSBUILDTERMINALLOGGER=off
    # More files than some systems let a process open, if not told otherwise.
    export NUGET_CONCURRENCY_LIMIT=${NUGET_CONCURRENCY_LIMIT:-2}
    # Ahead of time means for this machine, which is none of the lock files' business: they are held to first.
    "$dotnet" restore "${options[@]}" --locked-mode &&
      "$dotnet" publish "${options[@]}" --configuration Release --output "$new" \
        --use-current-runtime --self-contained false -p:RunAnalyzers=false
  ) >&2 || {
    kill "$ticker"
    # Its compiler is a server of its own, which a publication that succeeds ends.
    "$dotnet" msbuild build/Build/Build.csproj -target:EndTheCompiler -property:ArtifactsPath="$objects" \
      -property:UseCurrentRuntimeIdentifier=true > /dev/null 2>&1 || true
    fail "The build program was not compiled, for the reasons above. [BuildProgramBroken]"
  }
  kill "$ticker"

  # What changed meanwhile may be in there or not.
  [ "$(fingerprint)" = "$1" ] || return 0
  printf '%s' "$dotnet" > "$new/dotnet.path"
  rm -rf "$program"
  mv "$new" "$program"
  share "$1" "$program"
  # Others may still run from what they started a while ago; on a build server there are none, and its caches are to stay small.
  local old=(-mtime +0)
  [ -z "${CI:-}" ] || old=(-true)
  find "$published" -mindepth 1 -maxdepth 1 -type d -name '????????????????????*' ! -name "$1" "${old[@]}" -exec rm -rf {} +
}

# Runs a function while no other build.sh runs one.
alone() {
  if ! { mkdir -p "$published" && [ -w "$published" ]; } 2> /dev/null; then
    fail "The folder $published cannot be written. [FolderNotWritable]" "  Next: make it writable for $(id -un), or clone elsewhere"
  fi
  if command -v flock > /dev/null; then
    (
      flock --nonblock 9 || {
        say "Waiting for another build.sh, which compiles the build program ..."
        flock 9
      }
      "$@" 9>&-
    ) 9> "$published/lock"
  else
    local lock=$published/lock.d holder unknown=0
    until mkdir "$lock" 2> /dev/null; do
      holder=$(cat "$lock/pid" 2> /dev/null || true)
      [ -n "$holder" ] || unknown=$((unknown + 1))
      if [ "$unknown" -gt 10 ] || { [ -n "$holder" ] && ! kill -0 "$holder" 2> /dev/null; }; then
        rm -rf "$lock" # whoever held it is gone
      else
        sleep 1
      fi
    done
    printf '%s' "$$" > "$lock/pid"
    trap 'rm -rf "$published/lock.d"' EXIT
    "$@"
    rm -rf "$lock"
    trap - EXIT
  fi
}

while :; do
  now=$(status)
  unchanged || {
    sources=$(fingerprint)
    [ -z "$now" ] || remember "$sources" "$now"
  }
  program=$published/$sources
  [ ! -f "$program/Build.dll" ] || break
  alone compile "$sources"
done

dotnet=$(< "$program/dotnet.path")
if [ ! -x "$dotnet" ]; then # moved or removed since
  dotnet=$(find_dotnet) || { alone install_dotnet && dotnet=$build/.dotnet/dotnet; }
fi
IFS=:
for folder in $PATH; do
  [ ! -x "$folder/dotnet" ] || break
done
if [ "$folder/dotnet" != "$dotnet" ]; then # the tools that the program starts are to find it too
  export DOTNET_ROOT=${dotnet%/*} PATH=${dotnet%/*}:$PATH
fi

exec "$dotnet" "$program/Build.dll" "$@"
