// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.LoadFigures;

/**
 * One contender in one round of one scenario.
 *
 * @param scenario the scenario's name
 * @param contender the contender's title
 * @param round from 1
 * @param rate answers per second
 * @param cpuMicros user and system time of the server for each answer, in microseconds
 * @param residentKib the server's resident memory after the round
 * @param load what the load generator has seen
 */
record Measurement(
        String scenario,
        String contender,
        int round,
        double rate,
        double cpuMicros,
        long residentKib,
        LoadFigures load) {}
