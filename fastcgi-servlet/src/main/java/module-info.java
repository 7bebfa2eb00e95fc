// SPDX-License-Identifier: Apache-2.0
/** What a web application can know of FastCGI. */
module dev.slipway.fastcgi.servlet {
    requires transitive jakarta.servlet;

    exports dev.slipway.fastcgi.servlet;
}
