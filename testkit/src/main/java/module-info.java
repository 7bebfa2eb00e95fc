// SPDX-License-Identifier: Apache-2.0
/**
 * The front end's side of FastCGI 1.0, for tests.
 */
module dev.slipway.fastcgi.testkit {
    exports dev.slipway.fastcgi.testkit;
}
