// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks;

import dev.slipway.fastcgi.testkit.WireScript;

/** A browser's request as two web servers pass it on, in their order of parameters and with their padding. */
final class SampleRequests {
    private static final String[] NGINX_PARAMS = {
        "QUERY_STRING", "page=2&sort=name",
        "REQUEST_METHOD", "GET",
        "CONTENT_TYPE", "",
        "CONTENT_LENGTH", "",
        "SCRIPT_NAME", "/app/items",
        "REQUEST_URI", "/app/items?page=2&sort=name",
        "DOCUMENT_URI", "/app/items",
        "DOCUMENT_ROOT", "/usr/share/nginx/html",
        "SERVER_PROTOCOL", "HTTP/2.0",
        "REQUEST_SCHEME", "https",
        "HTTPS", "on",
        "GATEWAY_INTERFACE", "CGI/1.1",
        "SERVER_SOFTWARE", "nginx/1.22.1",
        "REMOTE_ADDR", "192.0.2.7",
        "REMOTE_PORT", "56246",
        "REMOTE_USER", "",
        "SERVER_ADDR", "192.0.2.1",
        "SERVER_PORT", "443",
        "SERVER_NAME", "www.example.test",
        "REDIRECT_STATUS", "200",
        "HTTP_HOST", "www.example.test",
        "HTTP_USER_AGENT", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "HTTP_ACCEPT", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "HTTP_ACCEPT_LANGUAGE", "en-GB,en;q=0.5",
        "HTTP_ACCEPT_ENCODING", "gzip, deflate, br, zstd",
        "HTTP_REFERER", "https://www.example.test/app/items?page=1&sort=name",
        "HTTP_COOKIE", "JSESSIONID=node01k5z8x2c3v4b5n6m7; theme=dark",
        "HTTP_SEC_FETCH_DEST", "document",
        "HTTP_SEC_FETCH_MODE", "navigate",
    };

    private static final String[] APACHE_PARAMS = {
        "HTTPS", "on",
        "HTTP_HOST", "www.example.test",
        "HTTP_USER_AGENT", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "HTTP_ACCEPT", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "HTTP_ACCEPT_LANGUAGE", "en-GB,en;q=0.5",
        "HTTP_ACCEPT_ENCODING", "gzip, deflate, br, zstd",
        "HTTP_REFERER", "https://www.example.test/app/items?page=1&sort=name",
        "HTTP_COOKIE", "JSESSIONID=node01k5z8x2c3v4b5n6m7; theme=dark",
        "HTTP_SEC_FETCH_DEST", "document",
        "HTTP_SEC_FETCH_MODE", "navigate",
        "PATH", "/usr/sbin:/usr/bin:/bin",
        "SERVER_SIGNATURE", "",
        "SERVER_SOFTWARE", "Apache/2.4.71 (Debian) OpenSSL/3.0.19",
        "SERVER_NAME", "www.example.test",
        "SERVER_ADDR", "192.0.2.1",
        "SERVER_PORT", "443",
        "REMOTE_ADDR", "192.0.2.7",
        "DOCUMENT_ROOT", "/var/www/html",
        "REQUEST_SCHEME", "https",
        "CONTEXT_PREFIX", "",
        "CONTEXT_DOCUMENT_ROOT", "/var/www/html",
        "SERVER_ADMIN", "[no address given]",
        "SCRIPT_FILENAME", "proxy:fcgi://127.0.0.1:9000/app/items",
        "REMOTE_PORT", "56246",
        "GATEWAY_INTERFACE", "CGI/1.1",
        "SERVER_PROTOCOL", "HTTP/2.0",
        "REQUEST_METHOD", "GET",
        "QUERY_STRING", "page=2&sort=name",
        "REQUEST_URI", "/app/items?page=2&sort=name",
        "SCRIPT_NAME", "/app/items",
    };

    private SampleRequests() {}

    static byte[] getFromNginx() {
        return nginx(new byte[0]);
    }

    static byte[] post64KiBFromNginx() {
        return nginx(new byte[64 * 1024]);
    }

    static byte[] getFromApache() {
        return new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, APACHE_PARAMS)
                .paramsEnd(1)
                .stdinEnd(1)
                .toBytes();
    }

    private static byte[] nginx(byte[] body) {
        return new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .padToEight()
                .params(1, NGINX_PARAMS)
                .paramsEnd(1)
                .cut(32 * 1024)
                .stdin(1, body)
                .stdinEnd(1)
                .toBytes();
    }
}
