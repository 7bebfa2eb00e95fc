/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] = "usage: slipway-relay ADDRESS [--secret-file FILE]\n"
                            "ADDRESS is where Slipway listens: unix:PATH, or tcp:HOST:PORT with an IP address as HOST ([::1] for IPv6).\n"
                            "FILE has the secret of that listener in its first line.\n"
                            "The relay is started by a web server that hands over a FastCGI socket or pipe as standard input.\n";

static bool parse_unix(struct options *options, const char *path) {
    struct sockaddr_un *local = &options->address.local;
    if (*path == 0 || strlen(path) >= sizeof local->sun_path) {
        fprintf(stderr, "slipway-relay: the path in unix:%s has %zu bytes; a socket's path has 1 to %zu\n", path, strlen(path),
                sizeof local->sun_path - 1);
        return false;
    }
    local->sun_family = AF_UNIX;
    memcpy(local->sun_path, path, strlen(path) + 1);
    options->address_length = sizeof *local;
    return true;
}

static bool parse_tcp(struct options *options, const char *text) {
    struct sockaddr_in *inet = &options->address.inet;
    struct sockaddr_in6 *inet6 = &options->address.inet6;
    char host[64];
    unsigned port = 0;
    int end = 0;
    bool bracketed = sscanf(text, "[%63[0-9A-Fa-f:.]]:%5u%n", host, &port, &end) == 2;
    if ((bracketed || sscanf(text, "%63[0-9.]:%5u%n", host, &port, &end) == 2) && text[end] == 0 && port >= 1 && port <= 65535) {
        if (bracketed && inet_pton(AF_INET6, host, &inet6->sin6_addr) == 1) {
            inet6->sin6_family = AF_INET6;
            inet6->sin6_port = htons((uint16_t)port);
            options->address_length = sizeof *inet6;
            return true;
        }
        if (!bracketed && inet_pton(AF_INET, host, &inet->sin_addr) == 1) {
            inet->sin_family = AF_INET;
            inet->sin_port = htons((uint16_t)port);
            options->address_length = sizeof *inet;
            return true;
        }
    }
    fprintf(stderr, "slipway-relay: tcp:%s is not an IP address and a port; write tcp:127.0.0.1:9000 or tcp:[::1]:9000\n", text);
    return false;
}

/* The value is in no message. */
static bool read_secret(struct options *options, const char *path) {
    char line[SECRET_LENGTH_LIMIT + 3] = "";
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "slipway-relay: cannot read the secret from %s: %s\n", path, strerror(errno));
        return false;
    }
    setvbuf(file, NULL, _IONBF, 0);
    bool read = fgets(line, sizeof line, file) != NULL;
    fclose(file);
    size_t length = read ? strcspn(line, "\r\n") : 0;
    if (length == 0 || length > SECRET_LENGTH_LIMIT) {
        fprintf(stderr, "slipway-relay: the first line of %s has to be a secret of 1 to %d bytes\n", path, SECRET_LENGTH_LIMIT);
        return false;
    }
    options->secret_record_length = relay_secret_record(options->secret_record, line, length);
    return true;
}

bool options_parse(struct options *options, int count, char **arguments) {
    memset(options, 0, sizeof *options);
    bool with_secret = count == 4 && strcmp(arguments[2], "--secret-file") == 0;
    if (count != 2 && !with_secret) {
        fputs(USAGE, stderr);
        return false;
    }
    const char *address = arguments[1];
    bool unix_socket = strncmp(address, "unix:", 5) == 0;
    if (!unix_socket && strncmp(address, "tcp:", 4) != 0) {
        fprintf(stderr, "slipway-relay: %s is no address; it begins with unix: or tcp:\n%s", address, USAGE);
        return false;
    }
    return (unix_socket ? parse_unix(options, address + 5) : parse_tcp(options, address + 4))
            && (!with_secret || read_secret(options, arguments[3]));
}
