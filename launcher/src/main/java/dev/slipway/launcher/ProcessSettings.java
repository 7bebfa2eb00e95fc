// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What the whole program has once.
 *
 * @param drainTimeout how long running requests may take to end once it is told to stop
 */
record ProcessSettings(QueuedThreadPool threads, Optional<RequestLog> accessLog, Duration drainTimeout) {}
