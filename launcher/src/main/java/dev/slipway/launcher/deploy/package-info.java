// SPDX-License-Identifier: Apache-2.0
/**
 * From a WAR to a running application: which of Jetty's environments it is made for, the class loader of that environment,
 * and what becomes of it. Jetty's own deployer does the rest.
 */
package dev.slipway.launcher.deploy;
