// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

/** Whether the user that the web server names is the user of the request. */
public enum RemoteUser {
    /** The application authenticates its users itself, or not at all. */
    IGNORE,

    /**
     * REMOTE_USER is the user, and AUTH_TYPE how that was found out. The web server must have verified the user: nginx and
     * HAProxy send any name that a client claims, unless they are told to ask for a password.
     */
    TRUST
}
