#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Serves a WAR behind a real Apache httpd until Ctrl-C; see usage below.
set -eu

root=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
# shellcheck source=.ci/install.sh
. "$root/.ci/install.sh"

slipway=$root/launcher/target/slipway/bin/slipway
httpd_pid=
slipway_pid=
helper_pid=
directory=

usage() {
    cat <<'END'
Usage: ./demo.sh [--port PORT] [APP.war]
Serves a web application behind an Apache httpd of its own at http://localhost:PORT/, until Ctrl-C or SIGTERM.
  APP.war      a WAR file, or a directory with its content; the sample application if none is given
  --port PORT  where Apache listens, on this machine only; 8080 unless given
Builds Slipway if that has not been done, and installs what is missing (Debian, Ubuntu). Leaves nothing behind.
END
}

wrong_usage() {
    echo "demo.sh: $1" >&2
    echo "'./demo.sh --help' shows how to call it." >&2
    exit 2
}

# Sets port and war.
parse_arguments() {
    port=8080
    war=
    while [ $# -gt 0 ]; do
        case $1 in
            --help | -h)
                usage
                exit 0
                ;;
            --port)
                [ $# -ge 2 ] || wrong_usage "--port needs a number"
                port=$2
                shift
                ;;
            --port=*) port=${1#--port=} ;;
            -*) wrong_usage "unknown option $1" ;;
            *)
                [ -z "$war" ] || wrong_usage "one web application at a time, not $war and $1"
                war=$1
                ;;
        esac
        shift
    done
    case $port in
        '' | *[!0-9]* | ??????*) wrong_usage "'$port' is not a port; write a number from 1 to 65535" ;;
    esac
    { [ "$port" -ge 1 ] && [ "$port" -le 65535 ]; } || wrong_usage "$port is not a port; write a number from 1 to 65535"
    if [ -n "$war" ] && [ ! -e "$war" ]; then
        fail "there is no web application $war"
    fi
}

sample_war() {
    find "$root/sample-webapp/target" -maxdepth 1 -name 'slipway-sample-webapp-*.war' 2>/dev/null | grep .
}

must_build() {
    [ ! -x "$slipway" ] || { [ -z "$war" ] && ! sample_war >/dev/null; }
}

install_needed() {
    need curl curl
    need_httpd
    if must_build; then
        need_java javac
        need maven mvn
    else
        need_java java
    fi
    install_missing
}

build() {
    if must_build; then
        echo "Building Slipway ..."
        (cd "$root" && mvn -q -B -DskipTests -pl launcher,sample-webapp -am package </dev/null) ||
            fail "the build failed; the message above says why"
    fi
    [ -n "$war" ] || war=$(sample_war)
}

# Any answer, or silence on an open connection, means that somebody is there; 7 is "could not connect".
check_port() {
    if curl -s -o /dev/null --noproxy '*' --max-time 2 "http://localhost:$port/" || [ $? -ne 7 ]; then
        fail "port $port is taken by another program; choose another with --port"
    fi
}

make_directory() {
    directory=$(mktemp -d "${TMPDIR:-/tmp}/slipway-demo.XXXXXX")
    mkdir "$directory/documents"
    export DEMO_DIRECTORY="$directory" DEMO_PORT="$port"
    if [ "$(id -u)" -eq 0 ]; then
        DEMO_USER=$(first_user www-data apache http _www daemon nobody)
        DEMO_GROUP=$(id -gn "$DEMO_USER")
        export DEMO_USER DEMO_GROUP
        # Apache's processes pass through to the socket.
        chgrp "$DEMO_GROUP" "$directory"
        chmod 0710 "$directory"
    fi
}

first_user() {
    for user in "$@"; do
        if id "$user" >/dev/null 2>&1; then
            echo "$user"
            return
        fi
    done
    fail "none of the users that Apache could run as exists: $*; run this as an ordinary user"
}

alive() {
    kill -0 "$1" 2>/dev/null
}

start_slipway() {
    "$slipway" run --drain-timeout 5 --listen "unix:$directory/slipway.sock${DEMO_GROUP:+?group=$DEMO_GROUP}" -- "$war" &
    slipway_pid=$!
    # The socket's file appears when Slipway can answer.
    until [ -S "$directory/slipway.sock" ]; do
        alive "$slipway_pid" || fail "Slipway could not serve $war; the message above says why"
        sleep 0.1
    done
}

find_modules() {
    for modules in /usr/lib/apache2/modules /usr/lib64/httpd/modules /usr/lib/httpd/modules /usr/lib64/apache2 \
        /usr/lib/apache2 /usr/local/apache2/modules /usr/local/lib/httpd/modules /opt/homebrew/lib/httpd/modules \
        /usr/libexec/apache2; do
        if [ -e "$modules/mod_proxy_fcgi.so" ]; then
            echo "$modules"
            return
        fi
    done
    fail "Apache httpd is here, but its module mod_proxy_fcgi.so is not in any of the usual places; install it"
}

start_httpd() {
    httpd=$(find_program apache2 httpd)
    DEMO_MODULES=$(find_modules)
    export DEMO_MODULES
    set -- -f "$root/docs/apache/demo.conf"
    [ "$(id -u)" -ne 0 ] || set -- "$@" -D AsRoot
    if grep -q '^0\{31\}1 ' /proc/net/if_inet6 2>/dev/null; then
        set -- "$@" -D IPv6
    fi
    "$httpd" "$@" -t >"$directory/httpd.out" 2>&1 || httpd_failed
    "$httpd" "$@" -D FOREGROUND >"$directory/httpd.out" 2>&1 &
    httpd_pid=$!
}

httpd_failed() {
    cat "$directory/httpd.out" >&2
    [ ! -e "$directory/error.log" ] || tail -n 20 "$directory/error.log" >&2
    fail "Apache httpd failed or cannot reach Slipway; its message is above"
}

wait_for_page() {
    until run_helper curl -s -o /dev/null -w '%{http_code}' --noproxy '*' --max-time 60 "http://localhost:$port/"; do
        # 7 is "could not connect": httpd is about to listen.
        [ $? -eq 7 ] || fail "http://localhost:$port/ does not answer within 60 s, or breaks its answer off"
        alive "$httpd_pid" || httpd_failed
        run_helper sleep 0.1
    done
    status=$(cat "$directory/helper.out")
    # 503 can be the application's own answer; httpd's log tells the difference.
    if [ "$status" = 503 ] && grep -q '\[proxy\(_fcgi\)\{0,1\}:error\]' "$directory/error.log"; then
        httpd_failed
    fi
}

# A program that is waited for, unlike one in the foreground, does not keep a signal waiting.
run_helper() {
    "$@" >"$directory/helper.out" &
    helper_pid=$!
    wait "$helper_pid"
}

# Runs however the script ends.
# shellcheck disable=SC2317 # the trap calls it
clean_up() {
    trap '' INT TERM HUP
    for pid in $httpd_pid $slipway_pid $helper_pid; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    [ -z "$directory" ] || rm -rf "$directory"
}

parse_arguments "$@"
trap clean_up EXIT
trap 'exit 0' INT TERM HUP

install_needed
check_port
build
make_directory
start_slipway
start_httpd
wait_for_page
echo "Ready: http://localhost:$port/"

while alive "$httpd_pid" && alive "$slipway_pid"; do
    run_helper sleep 1
done
alive "$httpd_pid" || httpd_failed
fail "Slipway ended; the message above says why"
