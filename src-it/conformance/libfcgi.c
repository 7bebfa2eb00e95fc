/* SPDX-License-Identifier: Apache-2.0 */
/* The least responder with libfcgi, for the table of docs/conformance.md: cc libfcgi.c -lfcgi -o libfcgi */
#include <fcgiapp.h>
#include <fastcgi.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    FCGX_Request request;
    if (argc != 2 || FCGX_Init() != 0) {
        fprintf(stderr, "usage: libfcgi :PORT or PATH\n");
        return 2;
    }
    int socket = FCGX_OpenSocket(argv[1], 100);
    if (socket < 0 || FCGX_InitRequest(&request, socket, 0) != 0) {
        return 1;
    }
    while (FCGX_Accept_r(&request) == 0) {
        const char *method = FCGX_GetParam("REQUEST_METHOD", request.envp);
        char input[4096];
        /* The body is read and forgotten; an Authorizer request has none, not even an end of it. */
        while (request.role != FCGI_AUTHORIZER && FCGX_GetStr(input, sizeof input, request.in) > 0) {
        }
        FCGX_PutS("Content-Type: text/plain\r\nStatus: 200 OK\r\n\r\n", request.out);
        if (method == NULL || strcmp(method, "HEAD") != 0) {
            FCGX_PutS("hello\n", request.out);
        }
        FCGX_Finish_r(&request);
    }
    return 0;
}
