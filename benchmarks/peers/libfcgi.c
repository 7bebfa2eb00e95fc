// SPDX-License-Identifier: Apache-2.0
// The responder of the comparison with libfcgi, the reference library in C: 64 threads for each of its listeners, each
// of which keeps the connection that it has accepted.
//
// Usage: libfcgi UNIX_SOCKET_PATH; it listens there and on a free port of 127.0.0.1, and ends with its standard input.

#include <arpa/inet.h>
#include <fcgiapp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define THREADS 64
#define LARGEST (64 * 1024 * 1024)

static char *letters;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void answer(FCGX_Request *request) {
    const char *uri = FCGX_GetParam("REQUEST_URI", request->envp);
    int length = 0;
    if (uri != NULL && strncmp(uri, "/bytes/", 7) == 0) {
        length = atoi(uri + 7);
        if (length < 0 || length > LARGEST) {
            length = 0;
        }
        FCGX_FPrintF(request->out, "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n", length);
        FCGX_PutStr(letters, length, request->out);
        return;
    }
    char piece[32 * 1024];
    long received = 0;
    int here;
    while ((here = FCGX_GetStr(piece, sizeof piece, request->in)) > 0) {
        received += here;
    }
    char text[24];
    int text_length = snprintf(text, sizeof text, "%ld", received);
    FCGX_FPrintF(request->out, "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n", text_length);
    FCGX_PutStr(text, text_length, request->out);
}

static void *serve(void *listener) {
    FCGX_Request request;
    FCGX_InitRequest(&request, *(int *)listener, 0);
    while (FCGX_Accept_r(&request) == 0) {
        answer(&request);
        FCGX_Finish_r(&request);
    }
    return NULL;
}

static int listen_at(int family, struct sockaddr *address, socklen_t length) {
    int fd = socket(family, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, address, length) < 0 || listen(fd, 4096) < 0) {
        fail("listen");
    }
    return fd;
}

int main(int argc, char **argv) {
    struct sockaddr_un path = {.sun_family = AF_UNIX};
    if (argc != 2 || strlen(argv[1]) >= sizeof path.sun_path) {
        fprintf(stderr, "usage: libfcgi UNIX_SOCKET_PATH, of less than %zu bytes\n", sizeof path.sun_path);
        return 2;
    }
    letters = malloc(LARGEST);
    if (letters == NULL) {
        fail("malloc");
    }
    for (int i = 0; i < LARGEST; i++) {
        letters[i] = (char)('a' + i % 26);
    }
    strcpy(path.sun_path, argv[1]);
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t local_length = sizeof local;
    static int listeners[2];
    listeners[0] = listen_at(AF_INET, (struct sockaddr *)&local, sizeof local);
    listeners[1] = listen_at(AF_UNIX, (struct sockaddr *)&path, sizeof path);
    getsockname(listeners[0], (struct sockaddr *)&local, &local_length);
    FCGX_Init();
    for (int i = 0; i < 2 * THREADS; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, &listeners[i % 2]) != 0) {
            fail("pthread_create");
        }
    }
    printf("listening fcgi=127.0.0.1:%d unix=%s\n", ntohs(local.sin_port), argv[1]);
    fflush(stdout);
    char ignored[64];
    while (read(STDIN_FILENO, ignored, sizeof ignored) > 0) {
    }
    return 0;
}
