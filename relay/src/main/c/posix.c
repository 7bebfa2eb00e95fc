/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* ppoll is in POSIX since 2024 */
#include "options.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { LISTENER = 0, CONNECT_SECONDS = 5, GONE = -1, INTERRUPTED = -2 };
/* A web server that has connected sends at once; one that does not is not waited for when the relay is to end. */
static const struct timespec LAST_WAIT = {2, 0};

static struct options options;
static struct relay relay;
static int back = -1;
static sigset_t while_waiting;
static volatile sig_atomic_t stopping;

static void stop(int signal) {
    (void)signal;
    stopping = 1;
}

/* SIGTERM is delivered here only, so that none comes between a look at the flag and the wait. */
static int wait_for(struct pollfd *files, nfds_t count, bool briefly) {
    int ready = ppoll(files, count, briefly ? &LAST_WAIT : NULL, &while_waiting);
    return ready < 0 && errno == EINTR ? INTERRUPTED : ready;
}

static void close_back(void) {
    if (back >= 0) {
        close(back);
        back = -1;
    }
}

static bool back_alive(void) {
    char next;
    ssize_t there = recv(back, &next, 1, MSG_PEEK | MSG_DONTWAIT);
    return there > 0 || (there < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

bool back_ready(struct relay *lost) {
    if (back >= 0 && back_alive()) {
        return true;
    }
    relay_back_lost(lost);
    close_back();
    back = socket(options.address.any.sa_family, SOCK_STREAM, 0);
    struct timeval limit = {CONNECT_SECONDS, 0};
    int on = 1;
    if (back < 0 || setsockopt(back, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0
            || connect(back, &options.address.any, options.address_length) != 0 || fcntl(back, F_SETFL, O_NONBLOCK) != 0) {
        fprintf(stderr, "slipway-relay: no connection to Slipway: %s\n", strerror(errno));
        close_back();
        return false;
    }
    if (options.address.any.sa_family != AF_UNIX) {
        setsockopt(back, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    return true;
}

/* How many bytes there were; 0 is none for now. */
static ssize_t read_some(int file, uint8_t *bytes) {
    ssize_t length = read(file, bytes, READ_LENGTH);
    return length > 0 ? length : length < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : GONE;
}

static bool write_some(int file, struct outgoing *outgoing) {
    ssize_t length = write(file, outgoing->bytes + outgoing->start, outgoing_length(outgoing));
    if (length > 0) {
        outgoing_written(outgoing, (size_t)length);
    }
    return length >= 0 || errno == EAGAIN || errno == EINTR;
}

static bool move_back(short events) {
    static uint8_t bytes[READ_LENGTH];
    if (outgoing_length(&relay.to_front) == 0 && events & (POLLIN | POLLHUP | POLLERR)) {
        ssize_t length = read_some(back, bytes);
        if (length < 0 || (length > 0 && !relay_from_back(&relay, bytes, (size_t)length))) {
            return length < 0 && relay_back_lost(&relay);
        }
    }
    /* What it said before it went is still to be read. */
    if (relay.back_open && events & (POLLOUT | POLLHUP | POLLERR) && !write_some(back, &relay.to_back)) {
        relay.to_back.start = relay.to_back.end = 0;
    }
    return true;
}

static bool move_front(int front, short events) {
    static uint8_t bytes[READ_LENGTH];
    if (events & POLLOUT && !write_some(front, &relay.to_front)) {
        return false;
    }
    if (events & (POLLIN | POLLHUP | POLLERR)) {
        ssize_t length = outgoing_length(&relay.to_back) > 0 ? GONE : read_some(front, bytes);
        return length >= 0 && relay_from_front(&relay, bytes, (size_t)length);
    }
    return true;
}

/* From the first request on one connection of the web server's to its end. */
static void serve(int front) {
    bool request_expected = true;
    relay_start(&relay, options.secret_record, options.secret_record_length);
    for (bool open = true; open && !relay_done(&relay);) {
        bool idle = relay.state == IDLE && outgoing_length(&relay.to_front) == 0;
        if (stopping && idle && !request_expected) {
            break;
        }
        bool send_back = outgoing_length(&relay.to_back) > 0;
        bool send_front = outgoing_length(&relay.to_front) > 0;
        struct pollfd files[] = {
            {front, (short)((send_back ? 0 : POLLIN) | (send_front ? POLLOUT : 0)), 0},
            {relay.back_open && (send_back || !send_front) ? back : -1, (short)((send_front ? 0 : POLLIN) | (send_back ? POLLOUT : 0)), 0},
        };
        int ready = wait_for(files, 2, stopping && idle);
        if (ready == GONE || (ready == 0 && stopping && idle)) {
            break;
        }
        if (ready > 0) {
            open = (files[1].revents == 0 || move_back(files[1].revents)) && (files[0].revents == 0 || move_front(front, files[0].revents));
            request_expected &= files[0].revents == 0;
        }
        if (!relay.back_open) {
            close_back();
        }
    }
    close_back();
    close(front);
}

static void accept_until_stopped(void) {
    fcntl(LISTENER, F_SETFL, fcntl(LISTENER, F_GETFL) | O_NONBLOCK);
    for (;;) {
        struct pollfd listener = {LISTENER, POLLIN, 0};
        if (!stopping && wait_for(&listener, 1, false) == GONE) {
            return;
        }
        int front = accept(LISTENER, NULL, NULL);
        if (front >= 0) {
            fcntl(front, F_SETFL, O_NONBLOCK);
            serve(front);
        } else if (stopping || (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)) {
            return; /* whoever had connected before SIGTERM has been served */
        }
    }
}

int main(int count, char **arguments) {
    int listening = 0;
    socklen_t length = sizeof listening;
    if (!options_parse(&options, count, arguments)) {
        return 2;
    }
    if (getsockopt(LISTENER, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) != 0 || !listening) {
        fputs("slipway-relay: standard input is no socket that listens; a web server has to start this program, see docs/mod_fcgid.md\n", stderr);
        return 2;
    }
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    sigprocmask(SIG_BLOCK, &terminate, &while_waiting);
    sigdelset(&while_waiting, SIGTERM);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = stop;
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    accept_until_stopped();
    return 0;
}
