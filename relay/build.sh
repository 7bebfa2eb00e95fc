#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the relay with the compilers that are here, and says what is left out.
# Usage: build.sh DIRECTORY [--tests]; the tests' programs are the relay with sanitizers, the fuzz target and what starts them.
set -eu

source=$(CDPATH='' cd "$(dirname "$0")/src" && pwd -P)
target=$1
mkdir -p "$target"

strict='-std=c11 -Wall -Wextra -Wconversion -Werror'
posix="$strict -D_POSIX_C_SOURCE=200809L"
win32="$strict -D_WIN32_WINNT=0x0A00 -D__USE_MINGW_ANSI_STDIO=1"
sanitized="$posix -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all"
common="$source/main/c/relay.c $source/main/c/options.c"

# shellcheck disable=SC2086 # options are words
if command -v cc >/dev/null; then
    # Static, so that it runs with any C library; where that cannot be linked, with this one.
    cc $posix -O2 -s -static -o "$target/slipway-relay" $common "$source/main/c/posix.c" 2>"$target/static.log" ||
        cc $posix -O2 -s -o "$target/slipway-relay" $common "$source/main/c/posix.c"
    if [ "${2:-}" = --tests ]; then
        cc $sanitized -o "$target/slipway-relay-sanitized" $common "$source/main/c/posix.c"
        cc $sanitized -DFUZZ_MAIN -I"$source/main/c" -o "$target/fuzz" "$source/test/c/fuzz.c" "$source/main/c/relay.c"
        cc $posix -O1 -o "$target/listen" "$source/test/c/listen.c"
    fi
else
    echo "relay: there is no C compiler (cc), so the distribution has no bin/slipway-relay, which mod_fcgid needs"
fi

# shellcheck disable=SC2086
if command -v x86_64-w64-mingw32-gcc >/dev/null; then
    x86_64-w64-mingw32-gcc $win32 -O2 -s -o "$target/slipway-relay.exe" $common "$source/main/c/win32.c" -lws2_32
    if [ "${2:-}" = --tests ]; then
        x86_64-w64-mingw32-gcc -Os -s -o "$target/fake-iis.exe" "$source/test/c/fake-iis.c" -lws2_32 -lrpcrt4
    fi
else
    echo "relay: there is no x86_64-w64-mingw32-gcc (mingw-w64), so the distribution has no bin/slipway-relay.exe, which IIS needs"
fi
