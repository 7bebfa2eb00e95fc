// SPDX-License-Identifier: Apache-2.0
/**
 * What the web server says of the client: who the user is, which certificate was shown, and other variables that an
 * application shall see. {@link dev.slipway.fastcgi.jetty.identity.Identity} has the settings.
 */
package dev.slipway.fastcgi.jetty.identity;
