/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/*
 * Starts a FastCGI application as front ends do, with a listening socket as standard input: listen SOCKET PROGRAM ARGUMENT...
 * Who sees the socket can connect to it.
 */
int main(int count, char **arguments) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (count < 3 || snprintf(address.sun_path, sizeof address.sun_path, "%s.new", arguments[1]) >= (int)sizeof address.sun_path) {
        fputs("usage: listen SOCKET PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 128) != 0
            || rename(address.sun_path, arguments[1]) != 0 || dup2(listener, 0) < 0 || close(listener) != 0) {
        perror("listen");
        return 1;
    }
    execv(arguments[2], arguments + 2);
    perror(arguments[2]);
    return 1;
}
