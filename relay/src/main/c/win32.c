/* SPDX-License-Identifier: Apache-2.0 */
#define WIN32_LEAN_AND_MEAN
#include "options.h"

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * IIS hands over the server end of a named pipe that is connected already, or a listening socket to which it connects once.
 * Sockets are read as pipes are: overlapped, so that both directions and the shutdown event are waited for at once. To Slipway it
 * is written without: Wine wakes a read that is under way for a socket that can be written, again and again, and not the write.
 */
struct transfer {
    OVERLAPPED overlapped;
    bool under_way;
    DWORD blocking_length; /* of a transfer that had ended when it was begun */
};

/* How long a socket that takes no more is left alone, in milliseconds. */
#define FULL_PAUSE 5

struct channel {
    HANDLE handle;
    struct transfer read, write; /* only the front end is written so */
    uint8_t bytes[READ_LENGTH];
};

static struct options options;
static struct relay relay;
static struct channel front, back;
static HANDLE shutdown_event;
/* A connection may be without overlapped I/O, as its listening socket was: then a read stops everything until it ends. */
static bool half_duplex;

static bool transfer_start(struct channel *channel, struct transfer *transfer, bool write, uint8_t *bytes, size_t length) {
    if (transfer->under_way || length == 0) {
        return true;
    }
    HANDLE event = transfer->overlapped.hEvent;
    if (half_duplex && channel == &front) {
        int done = write ? send((SOCKET)channel->handle, (const char *)bytes, (int)length, 0)
                         : recv((SOCKET)channel->handle, (char *)bytes, (int)length, 0);
        transfer->blocking_length = done > 0 ? (DWORD)done : 0;
        transfer->under_way = done > 0 && SetEvent(event);
        return transfer->under_way;
    }
    memset(&transfer->overlapped, 0, sizeof transfer->overlapped);
    transfer->overlapped.hEvent = event;
    BOOL started = write ? WriteFile(channel->handle, bytes, (DWORD)length, NULL, &transfer->overlapped)
                         : ReadFile(channel->handle, bytes, (DWORD)length, NULL, &transfer->overlapped);
    transfer->under_way = started || GetLastError() == ERROR_IO_PENDING;
    return transfer->under_way;
}

/* True when it has ended; its length is 0 when the other side is gone. */
static bool transfer_ended(struct channel *channel, struct transfer *transfer, DWORD *length) {
    if (!transfer->under_way || WaitForSingleObject(transfer->overlapped.hEvent, 0) != WAIT_OBJECT_0) {
        return false;
    }
    transfer->under_way = false;
    if (half_duplex && channel == &front) {
        *length = transfer->blocking_length;
        ResetEvent(transfer->overlapped.hEvent);
    } else if (!GetOverlappedResult(channel->handle, &transfer->overlapped, length, FALSE)) {
        *length = 0;
    }
    return true;
}

/* The buffers are the transfers' until these have ended, cancelled ones too. */
static void transfer_cancel(struct channel *channel, struct transfer *transfer) {
    DWORD length;
    if (transfer->under_way) {
        CancelIoEx(channel->handle, &transfer->overlapped);
        GetOverlappedResult(channel->handle, &transfer->overlapped, &length, TRUE);
        transfer->under_way = false;
    }
}

static void close_back(void) {
    if (back.handle != NULL) {
        transfer_cancel(&back, &back.read);
        closesocket((SOCKET)back.handle);
        back.handle = NULL;
    }
}

/* A read is always under way on an idle connection; one that has ended without bytes says that it was closed. */
static bool back_alive(void) {
    DWORD length;
    return !back.read.under_way || WaitForSingleObject(back.read.overlapped.hEvent, 0) != WAIT_OBJECT_0
            || (GetOverlappedResult(back.handle, &back.read.overlapped, &length, FALSE) && length > 0);
}

bool back_ready(struct relay *lost) {
    if (back.handle != NULL && back_alive()) {
        return true;
    }
    close_back();
    relay_back_lost(lost);
    SOCKET connection = socket(options.address.any.sa_family, SOCK_STREAM, 0);
    BOOL on = TRUE;
    u_long non_blocking = 1;
    if (connection == INVALID_SOCKET) {
        return false;
    }
    if (connect(connection, &options.address.any, options.address_length) != 0
            || ioctlsocket(connection, (long)FIONBIO, &non_blocking) != 0) {
        closesocket(connection);
        return false;
    }
    if (options.address.any.sa_family != AF_UNIX) {
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, (const char *)&on, sizeof on);
    }
    back.handle = (HANDLE)connection;
    return true;
}

/* Writes what the socket takes. False when the connection is gone. */
static bool back_write(void) {
    while (outgoing_length(&relay.to_back) > 0) {
        int sent = send((SOCKET)back.handle, (const char *)relay.to_back.bytes + relay.to_back.start,
                (int)outgoing_length(&relay.to_back), 0);
        if (sent <= 0) {
            return WSAGetLastError() == WSAEWOULDBLOCK;
        }
        outgoing_written(&relay.to_back, (size_t)sent);
    }
    return true;
}

/* IIS sends the whole request before it takes the answer, so nothing is lost by the same order here. */
static bool front_has_more(void) {
    return relay.state == IDLE ? outgoing_length(&relay.to_front) == 0 : !relay.input_ended;
}

static bool start_transfers(void) {
    if (!transfer_start(&front, &front.write, true, relay.to_front.bytes + relay.to_front.start, outgoing_length(&relay.to_front))) {
        return false;
    }
    if (relay.back_open && outgoing_length(&relay.to_front) == 0
            && !transfer_start(&back, &back.read, false, back.bytes, READ_LENGTH)) {
        close_back();
        return relay_back_lost(&relay);
    }
    if (relay.back_open && !back_write()) {
        relay.to_back.start = relay.to_back.end = 0; /* what it said before it went is still to be read */
    }
    return outgoing_length(&relay.to_back) > 0 || (half_duplex && !front_has_more())
            || transfer_start(&front, &front.read, false, front.bytes, READ_LENGTH);
}

static void wait_for_any(bool with_shutdown) {
    HANDLE events[4];
    DWORD count = 0;
    const struct transfer *transfers[] = {&front.write, &front.read, &back.read};
    for (size_t i = 0; i < sizeof transfers / sizeof *transfers; i++) {
        if (transfers[i]->under_way) {
            events[count++] = transfers[i]->overlapped.hEvent;
        }
    }
    if (with_shutdown) {
        events[count++] = shutdown_event;
    }
    WaitForMultipleObjects(count, events, FALSE, outgoing_length(&relay.to_back) > 0 ? FULL_PAUSE : INFINITE);
}

static bool finish_transfers(void) {
    DWORD length;
    if (transfer_ended(&front, &front.write, &length)) {
        if (length == 0) {
            return false;
        }
        outgoing_written(&relay.to_front, length);
    }
    if (outgoing_length(&relay.to_front) == 0 && transfer_ended(&back, &back.read, &length)) {
        if (length == 0) {
            close_back();
            return relay_back_lost(&relay);
        }
        if (!relay_from_back(&relay, back.bytes, length)) {
            return false;
        }
        if (!relay.back_open) {
            close_back();
        }
    }
    if (transfer_ended(&front, &front.read, &length)) {
        return length > 0 && relay_from_front(&relay, front.bytes, length);
    }
    return true;
}

static void serve(void) {
    bool stopping = false;
    relay_start(&relay, options.secret_record, options.secret_record_length);
    while (start_transfers() && !relay_done(&relay)) {
        bool idle = relay.state == IDLE && outgoing_length(&relay.to_front) == 0;
        if (stopping && idle) {
            break;
        }
        wait_for_any(shutdown_event != NULL && !stopping);
        stopping = stopping || (shutdown_event != NULL && WaitForSingleObject(shutdown_event, 0) == WAIT_OBJECT_0);
        if (!finish_transfers()) {
            break;
        }
    }
}

/* What IIS handed over: a pipe as it is, or the one connection to a listening socket; NULL if it is neither. */
static HANDLE open_front(void) {
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    BOOL on = TRUE;
    if (getenv("_FCGI_X_PIPE_") != NULL) {
        return GetFileType(input) == FILE_TYPE_PIPE ? input : NULL;
    }
    half_duplex = true;
    SOCKET accepted = accept((SOCKET)input, NULL, NULL);
    setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, (const char *)&on, sizeof on);
    return accepted == INVALID_SOCKET ? NULL : (HANDLE)accepted;
}

int main(int count, char **arguments) {
    WSADATA data;
    const char *event = getenv("_FCGI_SHUTDOWN_EVENT_");
    if (!options_parse(&options, count, arguments)) {
        return 2;
    }
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0 || (front.handle = open_front()) == NULL) {
        fputs("slipway-relay: standard input is no FastCGI pipe or socket; IIS has to start this program, see docs/iis.md\n", stderr);
        return 2;
    }
    shutdown_event = event == NULL ? NULL : (HANDLE)(uintptr_t)strtoull(event, NULL, 10);
    struct transfer *transfers[] = {&front.read, &front.write, &back.read};
    for (size_t i = 0; i < sizeof transfers / sizeof *transfers; i++) {
        transfers[i]->overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    }
    serve();
    close_back();
    return 0;
}
