#!/bin/sh
# Owns getting from a clone to a guarded agent: builds, puts the programs in place, registers them; knows no settings file.
set -eu

usage() {
    cat <<'TEXT'
Builds wavebreak, installs its programs and registers them with Claude Code.

Usage: install/install.sh [OPTIONS]

Options:
  --prefix DIR   Install into DIR/bin [default: ~/.local]
  --project DIR  Guard this project only, instead of all of the user's
  --observe      Refuse nothing: only record what would be refused
  --no-register  Build and install, but register nothing
  --help         Print this

Needs Rust (https://rustup.rs) and a C compiler for linking. On Linux the
programs are linked statically: with musl where its target is installed or
rustup can add it, else with glibc. It can be run again at any time, and from
anywhere.

Exit codes:
  0  installed; registered and healthy, unless told not to register
  1  something failed, and was said on standard error
  2  the options were not understood
TEXT
}

fail() {
    printf 'install.sh: %s\n' "$1" >&2
    exit "${2:-1}"
}

say() {
    printf '%s\n' "$*"
}

# Whether a program can be found.
has() {
    command -v "$1" >/dev/null 2>&1
}

# $1 as seen from the directory this was started in.
absolute() {
    case $1 in
        /*) printf '%s' "$1" ;;
        *) printf '%s/%s' "$PWD" "$1" ;;
    esac
}

read_options() {
    prefix='' project='' observe='' register=yes
    while [ $# -gt 0 ]; do
        case $1 in
            --help | -h)
                usage
                exit 0
                ;;
            --prefix=*) prefix=${1#*=} ;;
            --project=*) project=${1#*=} ;;
            --prefix | --project)
                [ $# -ge 2 ] || fail "$1 needs a directory; see --help" 2
                case $1 in
                    --prefix) prefix=$2 ;;
                    --project) project=$2 ;;
                esac
                shift
                ;;
            --observe) observe=yes ;;
            --no-register) register='' ;;
            *) fail "unknown option $1; see --help" 2 ;;
        esac
        shift
    done
}

check_options() {
    if [ -z "$prefix" ]; then
        [ -n "${HOME:-}" ] || fail 'HOME is not set; set it, or say where to install with --prefix DIR'
        prefix=$HOME/.local
    fi
    prefix=$(absolute "$prefix")
    [ -z "$project" ] || [ -d "$project" ] || fail "$project is not a directory"
}

check_tools() {
    has cargo || fail 'cargo is missing; install Rust from https://rustup.rs and run this again'
    cargo --version >/dev/null || fail 'cargo does not run; install a toolchain with: rustup default stable'
    has cc || has gcc || has clang || fail 'a C compiler is missing, which Rust links with; install gcc or clang'
}

# The target to build for; empty for whatever cargo builds by itself.
musl_target() {
    [ "$(uname -s)" = Linux ] || return 0
    case $(uname -m) in
        x86_64 | amd64) musl=x86_64-unknown-linux-musl ;;
        aarch64 | arm64) musl=aarch64-unknown-linux-musl ;;
        *) return 0 ;;
    esac
    if [ -d "$(rustc --print sysroot)/lib/rustlib/$musl/lib" ] || add_target "$musl"; then
        printf '%s' "$musl"
    fi
}

# Asks rustup for a target, but not for longer than a download may take: without a network it would try for very long.
add_target() {
    has rustup && has timeout && timeout 120 rustup target add "$1" >/dev/null 2>&1
}

# Builds the programs into $1/bin.
build() {
    target=$(musl_target)
    if [ -n "$target" ]; then
        say "building in $source, linked statically with musl ($target)"
        set -- --root "$1" --target "$target"
    elif [ "$(uname -s)" = Linux ]; then
        say "building in $source, linked statically with glibc, as the musl target is not to be had"
        hint='; linking needs libc.a, which some distributions package as glibc-static'
        set -- --root "$1"
    else
        say "building in $source"
        set -- --root "$1"
    fi
    (cd "$source" && cargo install --quiet --locked --no-track --path . "$@") || fail "the build failed${hint:-}"
}

# Puts each program of $1 into $2 in one step, so that a hook never finds half of one. One that is there already stays.
put_in_place() {
    mkdir -p "$2"
    for program in "$1"/*; do
        name=${program##*/}
        if cmp -s "$program" "$2/$name"; then
            say "unchanged: $2/$name"
            continue
        fi
        cp "$program" "$2/.$name.$$"
        chmod 755 "$2/.$name.$$"
        mv -f "$2/.$name.$$" "$2/$name"
        say "installed: $2/$name"
    done
}

# `wavebreak $1`, for the project if there is one, with the options after it.
wavebreak() {
    verb=$1
    shift
    [ -z "$project" ] || set -- --project "$project" "$@"
    "$prefix/bin/wavebreak" "$verb" "$@"
}

main() {
    read_options "$@"
    check_options
    check_tools
    source=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
    stage=$(mktemp -d)
    trap 'rm -rf "$stage"' EXIT
    trap 'exit 1' HUP INT TERM
    build "$stage"
    put_in_place "$stage/bin" "$prefix/bin"
    case ":$PATH:" in
        *":$prefix/bin:"*) ;;
        *) say "note: $prefix/bin is not on PATH; the guard is registered by its absolute path and works all the same" ;;
    esac
    [ -n "$register" ] || return 0
    wavebreak install ${observe:+--observe}
    wavebreak doctor
}

main "$@"
