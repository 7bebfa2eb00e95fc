#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds everything and runs all tests, those with real front ends included; installs what they need (Debian, Ubuntu).
# Arguments go to Maven: ./test.sh -pl launcher -am
set -eu

root=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
# shellcheck source=.ci/install.sh
. "$root/.ci/install.sh"

need_java javac
need maven mvn
need curl curl
need_front_ends
need_relay
need spawn-fcgi spawn-fcgi
need perl-base perl
need systemd systemd-socket-activate
need iproute2 ss
install_missing

cd "$root"
exec mvn -B -ntp verify "$@" </dev/null
