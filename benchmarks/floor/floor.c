// SPDX-License-Identifier: Apache-2.0
// The least that a FastCGI responder can do: one thread, one epoll, and an answer that was made before.
//
// It reads the lengths of records and nothing else, but for the first parameter: if that is REQUEST_URI and begins with
// /bytes/, the answer has as many bytes as the number says. A request with STDIN is answered with the length of it.
// Other than a real responder it has one request at a time on each connection, and trusts what it reads.
//
// Usage: floor UNIX_SOCKET_PATH; it listens there and on a free port of 127.0.0.1, and ends with its standard input.

#define _GNU_SOURCE // accept4
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define INPUT (64 * 1024)
#define HEAD_FORMAT "Content-Type: text/plain\r\nContent-Length: %zu\r\nStatus: 200 OK\r\n\r\n"
#define RECORD 32760
#define ANSWERS 16

struct answer {
    size_t asked;
    size_t length;
    unsigned char *bytes;
};

struct connection {
    int fd;
    int keep;
    int begun;
    size_t asked;
    size_t stdin_length;
    size_t skip; // what of the record in hand is not here yet
    size_t held; // bytes in input, from its start
    const unsigned char *out;
    size_t out_length;
    unsigned char *owned; // an answer of its own, to be freed when it is out
    unsigned char input[INPUT];
};

static struct answer answers[ANSWERS];
static int answer_count;
static int poller;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static unsigned char *record(unsigned char *at, int type, size_t length) {
    unsigned char header[8] = {1, (unsigned char)type, 0, 1, (unsigned char)(length >> 8), (unsigned char)length, 0, 0};
    memcpy(at, header, sizeof header);
    return at + sizeof header;
}

// The whole answer with its framing.
static unsigned char *encode(const unsigned char *body, size_t body_length, size_t *length) {
    char head[128];
    size_t head_length = (size_t)snprintf(head, sizeof head, HEAD_FORMAT, body_length);
    unsigned char *bytes = malloc(head_length + body_length + 8 * (body_length / RECORD + 5));
    if (bytes == NULL) {
        fail("malloc");
    }
    size_t first = body_length < RECORD - head_length ? body_length : RECORD - head_length;
    unsigned char *at = record(bytes, 6, head_length + first);
    memcpy(at, head, head_length);
    at += head_length;
    memcpy(at, body, first);
    at += first;
    for (size_t done = first; done < body_length;) {
        size_t piece = body_length - done < RECORD ? body_length - done : RECORD;
        at = record(at, 6, piece);
        memcpy(at, body + done, piece);
        at += piece;
        done += piece;
    }
    at = record(at, 6, 0);
    at = record(at, 3, 8);
    memset(at, 0, 8);
    *length = (size_t)(at + 8 - bytes);
    return bytes;
}

static const struct answer *canned(size_t asked) {
    for (int i = 0; i < answer_count; i++) {
        if (answers[i].asked == asked) {
            return &answers[i];
        }
    }
    if (answer_count == ANSWERS) {
        fprintf(stderr, "more than %d lengths of answers were asked for\n", ANSWERS);
        exit(1);
    }
    struct answer *made = &answers[answer_count++];
    unsigned char *body = malloc(asked + 1);
    if (body == NULL) {
        fail("malloc");
    }
    for (size_t i = 0; i < asked; i++) {
        body[i] = (unsigned char)('a' + i % 26);
    }
    made->asked = asked;
    made->bytes = encode(body, asked, &made->length);
    free(body);
    return made;
}

static void forget(struct connection *c) {
    close(c->fd);
    free(c->owned);
    free(c);
}

// Whether the connection is still there.
static int write_out(struct connection *c) {
    while (c->out_length > 0) {
        ssize_t written = write(c->fd, c->out, c->out_length);
        if (written < 0) {
            if (errno != EAGAIN) {
                forget(c);
                return 0;
            }
            struct epoll_event event = {.events = EPOLLOUT, .data.ptr = c};
            epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
            return 1;
        }
        c->out += written;
        c->out_length -= (size_t)written;
    }
    free(c->owned);
    c->owned = NULL;
    if (!c->keep) {
        forget(c);
        return 0;
    }
    return 1;
}

static int respond(struct connection *c) {
    if (c->stdin_length > 0) {
        char text[24];
        size_t length = (size_t)snprintf(text, sizeof text, "%zu", c->stdin_length);
        c->owned = encode((unsigned char *)text, length, &c->out_length);
        c->out = c->owned;
    } else {
        const struct answer *answer = canned(c->asked);
        c->out = answer->bytes;
        c->out_length = answer->length;
    }
    return write_out(c);
}

static void first_parameter(struct connection *c, const unsigned char *pairs, size_t length) {
    static const char name[] = "REQUEST_URI/bytes/";
    size_t fixed = 2 + sizeof name - 1;
    if (length > fixed && pairs[0] == 11 && memcmp(pairs + 2, name, sizeof name - 1) == 0) {
        c->asked = 0;
        for (size_t i = fixed; i < 13u + pairs[1] && i < length; i++) {
            c->asked = c->asked * 10 + pairs[i] - '0';
        }
    }
}

// Whether the connection is still there.
static int understand(struct connection *c) {
    size_t at = 0;
    while (c->held - at > 0) {
        if (c->skip > 0) {
            size_t here = c->held - at < c->skip ? c->held - at : c->skip;
            at += here;
            c->skip -= here;
            continue;
        }
        if (c->held - at < 8) {
            break;
        }
        const unsigned char *header = c->input + at;
        size_t length = (size_t)header[4] << 8 | header[5];
        size_t content = c->held - at - 8;
        int type = header[1];
        if (type == 1) {
            if (content < 8) {
                break;
            }
            c->keep = header[10] & 1;
            c->asked = 1024;
            c->stdin_length = 0;
            c->begun = 1;
        } else if (type == 4 && c->begun && length > 0) {
            if (content < length && content < 64) {
                break;
            }
            first_parameter(c, header + 8, content < length ? content : length);
            c->begun = 0;
        } else if (type == 5) {
            c->stdin_length += length;
            if (length == 0 && !respond(c)) {
                return 0;
            }
        }
        at += 8;
        c->skip = length + header[6];
    }
    memmove(c->input, c->input + at, c->held - at);
    c->held -= at;
    return 1;
}

static void readable(struct connection *c) {
    ssize_t length = read(c->fd, c->input + c->held, INPUT - c->held);
    if (length <= 0) {
        if (length == 0 || errno != EAGAIN) {
            forget(c);
        }
        return;
    }
    c->held += (size_t)length;
    understand(c);
}

static void writable(struct connection *c) {
    if (write_out(c) && c->out_length == 0) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
    }
}

static void accept_all(int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // no matter that a Unix socket has none
        struct connection *c = calloc(1, sizeof *c);
        if (c == NULL) {
            fail("calloc");
        }
        c->fd = fd;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    }
}

static int listen_at(int family, struct sockaddr *address, socklen_t length) {
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, address, length) < 0 || listen(fd, 4096) < 0) {
        fail("listen");
    }
    return fd;
}

int main(int argc, char **argv) {
    struct sockaddr_un path = {.sun_family = AF_UNIX};
    if (argc != 2 || strlen(argv[1]) >= sizeof path.sun_path) {
        fprintf(stderr, "usage: floor UNIX_SOCKET_PATH, of less than %zu bytes\n", sizeof path.sun_path);
        return 2;
    }
    strcpy(path.sun_path, argv[1]);
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t local_length = sizeof local;
    int tcp = listen_at(AF_INET, (struct sockaddr *)&local, sizeof local);
    int unix_socket = listen_at(AF_UNIX, (struct sockaddr *)&path, sizeof path);
    getsockname(tcp, (struct sockaddr *)&local, &local_length);
    printf("listening fcgi=127.0.0.1:%d unix=%s\n", ntohs(local.sin_port), argv[1]);
    fflush(stdout);

    poller = epoll_create1(EPOLL_CLOEXEC);
    int watched[] = {STDIN_FILENO, tcp, unix_socket};
    for (int i = 0; i < 3; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &watched[i]};
        if (epoll_ctl(poller, EPOLL_CTL_ADD, watched[i], &event) < 0) {
            fail("epoll_ctl");
        }
    }
    struct epoll_event events[256];
    while (1) {
        int count = epoll_wait(poller, events, 256, -1);
        for (int i = 0; i < count; i++) {
            void *what = events[i].data.ptr;
            if (what == &watched[0]) {
                char ignored[64];
                if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) {
                    return 0;
                }
            } else if (what == &watched[1] || what == &watched[2]) {
                accept_all(*(int *)what);
            } else if (events[i].events & EPOLLOUT) {
                writable(what);
            } else {
                readable(what);
            }
        }
    }
}
