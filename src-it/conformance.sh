#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the conformance checks against a FastCGI responder: see docs/conformance.md.
set -eu

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
main=dev/slipway/it/conformance/Conformance.class

if [ ! -e "$root/src-it/target/classes/$main" ] || [ ! -d "$root/testkit/target/classes" ]; then
    echo "Building the checks ..." >&2
    (cd "$root" && mvn -q -B -pl testkit,src-it -am compile </dev/null >&2)
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$root/src-it/target/classes:$root/testkit/target/classes" \
    dev.slipway.it.conformance.Conformance "$@"
