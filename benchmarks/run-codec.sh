#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measures the codec: time and allocated bytes per operation. Arguments go to JMH, e.g. "Request.*" or -f 3.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
mvn -q -B -f "$root/pom.xml" -P benchmarks-jar -pl benchmarks -am -DskipTests -Dmaven.javadoc.skip package
exec java -jar "$root/benchmarks/target/benchmarks.jar" -prof gc "$@"
