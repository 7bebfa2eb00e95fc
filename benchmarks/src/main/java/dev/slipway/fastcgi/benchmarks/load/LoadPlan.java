// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

/**
 * What the connections of a load do.
 *
 * @param connections how many are open at once
 * @param depth how many requests each has under way at once; more than 1 in FastCGI only
 * @param keepAlive whether a connection is used again
 * @param uploadLength the body of a POST in bytes; 0 is a GET
 * @param answerLength the answer to a GET in bytes
 * @param pauseMillis how long the servlet of a GET blocks before it answers, milliseconds; only our own servlet does so
 * @param scriptFilename SCRIPT_FILENAME, which php-fpm needs; empty for none
 */
public record LoadPlan(
        int connections,
        int depth,
        boolean keepAlive,
        int uploadLength,
        int answerLength,
        int pauseMillis,
        String scriptFilename) {
    public LoadPlan {
        if (connections < 1 || depth < 1 || uploadLength < 0 || answerLength < 0 || pauseMillis < 0) {
            throw new IllegalArgumentException("connections " + connections + ", depth " + depth + ", upload "
                    + uploadLength + ", answer " + answerLength + ", pause " + pauseMillis
                    + "; the first two are 1 at the least, the others 0");
        }
    }

    /**
     * Small requests on kept connections.
     *
     * @param connections how many
     * @return answers of 1 KiB, one after the other on each connection
     */
    public static LoadPlan get(int connections) {
        return new LoadPlan(connections, 1, true, 0, 1024, 0, "");
    }

    /**
     * The same for a server that needs a SCRIPT_FILENAME.
     *
     * @param filename the file
     * @return the plan
     */
    public LoadPlan withScriptFilename(String filename) {
        return new LoadPlan(connections, depth, keepAlive, uploadLength, answerLength, pauseMillis, filename);
    }

    /**
     * The same with a servlet that blocks.
     *
     * @param millis how long, milliseconds
     * @return the plan
     */
    public LoadPlan withPause(int millis) {
        return new LoadPlan(connections, depth, keepAlive, uploadLength, answerLength, millis, scriptFilename);
    }
}
