/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SLIPWAY_RELAY_OPTIONS_H
#define SLIPWAY_RELAY_OPTIONS_H

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
/* mingw-w64 has no afunix.h before version 11; Windows has AF_UNIX since 10 1803 (Server 2019). */
struct sockaddr_un {
    ADDRESS_FAMILY sun_family;
    char sun_path[108];
};
#else
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#endif

#include "relay.h"

/* What the command line says. */
struct options {
    union {
        struct sockaddr any;
        struct sockaddr_in inet;
        struct sockaddr_in6 inet6;
        struct sockaddr_un local;
    } address;
    socklen_t address_length;
    uint8_t secret_record[EXTRA_LENGTH];
    size_t secret_record_length; /* 0: there is no secret */
};

/* False, with a sentence on stderr, for a command line that is not understood or a secret that cannot be had. */
bool options_parse(struct options *options, int count, char **arguments);

#endif
