#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measures the start of the launcher with and without an archive of classes: see README.md.
set -eu
root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
mvn -q -B -f "$root/pom.xml" -pl benchmarks,launcher -am -DskipTests -Dmaven.javadoc.skip package </dev/null
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
directory=$root/benchmarks
classpath=$directory/target/classes:$(cat "$directory/target/classpath")
exec "$java" -Dbenchmarks.directory="$directory" -cp "$classpath" dev.slipway.fastcgi.benchmarks.run.Main start "$@"
