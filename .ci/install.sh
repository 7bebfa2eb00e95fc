# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Sourced by demo.sh and test.sh: finds the programs that they need, and installs Debian's packages of those that are missing.

MINIMUM_JAVA=17
JDK=openjdk-$MINIMUM_JAVA-jdk-headless

missing_programs=
missing_packages=

fail() {
    echo "$(basename "$0"): $1" >&2
    exit 1
}

# The first of the named programs that exists. An ordinary user's PATH often lacks the directories of daemons.
find_program() {
    for name in "$@"; do
        if PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/apache2/bin" command -v "$name"; then
            return 0
        fi
    done
    return 1
}

# need PACKAGE PROGRAM...: one of the programs, or else the package.
need() {
    package=$1
    shift
    find_program "$@" >/dev/null || lack "$1" "$package"
}

need_httpd() {
    # Debian's apache2-bin is httpd and its modules alone: no service that would take a port or start at boot.
    need apache2-bin apache2 httpd
}

# The web servers that the integration tests put in front, and their command line tool.
need_front_ends() {
    need_httpd
    need nginx nginx
    need lighttpd lighttpd
    need_lighttpd_tls
    need haproxy haproxy
    need caddy caddy
    need h2o h2o
    need libfcgi-bin cgi-fcgi
}

# The relay for both systems with its sanitizers, Apache's module that starts it, and a Windows for the tests.
need_relay() {
    need gcc cc
    [ -e /usr/include/stdio.h ] || lack "the C library's headers" libc6-dev
    need gcc-mingw-w64-x86-64-posix x86_64-w64-mingw32-gcc
    need mingw-w64-x86-64-dev x86_64-w64-mingw32-gcc
    need wine wine
    need wine64 wineserver wineserver-stable
    for directory in /usr/lib/apache2/modules /usr/lib64/httpd/modules /usr/lib/httpd/modules; do
        if [ -e "$directory/mod_fcgid.so" ]; then
            return 0
        fi
    done
    lack mod_fcgid libapache2-mod-fcgid
}

# TLS is a module of lighttpd, which some distributions put into a package of its own.
need_lighttpd_tls() {
    for directory in /usr/lib /usr/lib64 /usr/local/lib /usr/lib/*-linux-*; do
        if [ -e "$directory/lighttpd/mod_openssl.so" ]; then
            return 0
        fi
    done
    lack "mod_openssl of lighttpd" lighttpd-mod-openssl
}

# need_java PROGRAM: java to run, javac to build.
need_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        [ -x "$JAVA_HOME/bin/$1" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no program $JAVA_HOME/bin/$1; set it to a JDK of version $MINIMUM_JAVA or later, or unset it"
        version=$(java_version "$JAVA_HOME/bin/$1")
        [ "$version" -ge "$MINIMUM_JAVA" ] || fail "JAVA_HOME is $JAVA_HOME, which is Java $version; set it to a JDK of version $MINIMUM_JAVA or later, or unset it"
    elif ! find_program "$1" >/dev/null || [ "$(java_version "$1")" -lt "$MINIMUM_JAVA" ]; then
        lack "$1 (Java $MINIMUM_JAVA or later)" "$JDK"
    fi
}

# The major version, and 0 if it cannot be told.
java_version() {
    "$1" -version 2>&1 | sed -n -e 's/^javac \([0-9]*\).*/\1/p' -e 's/^[a-z]* version "\([0-9]*\).*/\1/p' | grep . || echo 0
}

lack() {
    missing_programs="$missing_programs${missing_programs:+, }$1"
    missing_packages="$missing_packages $2"
}

install_missing() {
    [ -n "$missing_packages" ] || return 0
    command -v apt-get >/dev/null || fail "missing: $missing_programs; install them and run this again (there is no apt-get to do it for you)"
    can_be_root || fail "missing: $missing_programs; to install them needs root: run 'apt-get install$missing_packages' as root, and this again"
    echo "Installing what is missing: $missing_programs"
    apt_get update
    # Newer distributions have newer versions only.
    apt-cache show "$JDK" >/dev/null 2>&1 || missing_packages=$(echo "$missing_packages" | sed "s/$JDK/default-jdk-headless/")
    # shellcheck disable=SC2086 # the packages are words
    without_services apt_get install -y --no-install-recommends $missing_packages
    missing_packages=
}

# Runs a command while packages may not start services: a web server of its own would take ports of this machine.
without_services() {
    policy=/usr/sbin/policy-rc.d
    if [ -e "$policy" ]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    trap 'as_root rm -f "$policy"' EXIT
    "$@"
    as_root rm -f "$policy"
    trap - EXIT
}

# Says nothing unless it fails.
apt_get() {
    output=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" 2>&1) || {
        echo "$output" >&2
        fail "apt-get $* failed; its message is above"
    }
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

can_be_root() {
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }
}
