// SPDX-License-Identifier: Apache-2.0
/**
 * The application side of FastCGI 1.0, without input, output or threads: bytes in, events out; responses in, bytes out.
 */
module dev.slipway.fastcgi {
    exports dev.slipway.fastcgi.cgi;
    exports dev.slipway.fastcgi.protocol;
    exports dev.slipway.fastcgi.request;
    exports dev.slipway.fastcgi.response;
}
