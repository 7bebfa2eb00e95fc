#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sends very many requests and sees that nothing grows: see src-it/README.md.
set -eu

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
main=dev/slipway/it/soak/Soak.class

if [ ! -e "$root/src-it/target/classes/$main" ] || [ ! -d "$root/launcher/target/slipway/lib" ]; then
    echo "Building the soak test ..." >&2
    (cd "$root" && mvn -q -B -pl src-it -am package -DskipTests </dev/null >&2)
fi
# A small heap has no room for a leak.
# shellcheck disable=SC2086 # SOAK_JAVA_OPTIONS are several
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m ${SOAK_JAVA_OPTIONS:-} \
    -cp "$root/src-it/target/classes:$root/testkit/target/classes:$root/launcher/target/slipway/lib/*:$root/launcher/target/slipway/lib/ee11/*" \
    dev.slipway.it.soak.Soak "$@"
