// SPDX-License-Identifier: Apache-2.0
/**
 * For web applications that want to know of FastCGI: their role for a request, and what comes with it. All of it is in request
 * attributes too, so that an application can do without these classes; they belong into {@code WEB-INF/lib} of those that use
 * them.
 */
package dev.slipway.fastcgi.servlet;
