/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SLIPWAY_RELAY_H
#define SLIPWAY_RELAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What passes through a relay, without any I/O: posix.c and win32.c read bytes, hand them in, and write what comes out.
 * One request at a time, as the front ends send them that start one process per concurrent request (mod_fcgid, IIS).
 * FastCGI 1.0: sections 3.3 (records), 3.5 (closing connections), 5 (application records).
 */

/* The most that is read at once. */
#define READ_LENGTH 32768
/* Beside what was read: the start of a record that was here before, the record with the secret, or an answer of our own. */
#define EXTRA_LENGTH 2048
#define SECRET_LENGTH_LIMIT 1024

/* Bytes on their way to one side: from start to end. */
struct outgoing {
    size_t start, end;
    uint8_t bytes[READ_LENGTH + EXTRA_LENGTH];
};

/* Finds the records in a stream, wherever it is cut. */
struct scanner {
    uint8_t record[16]; /* the header, and the first 8 bytes of content */
    size_t seen;        /* bytes of the record that were here */
    size_t length;      /* of the whole record, padding included; known when the header is here */
};

/*
 * IDLE -BEGIN_REQUEST-> PASSING -END_REQUEST-> IDLE
 * PASSING -back end lost before output-> FAILED -end of the input-> IDLE, answered here
 * A request begins FAILED when there is no back end. Losing it after output closes the front end's connection: only that
 * says that the answer is not whole.
 */
enum state { IDLE, PASSING, FAILED };

struct relay {
    enum state state;
    struct scanner from_front, from_back;
    struct outgoing to_front, to_back;
    uint8_t request_id[2];
    uint8_t last_input;   /* the type of the stream that ends the request's input; its role says which */
    bool keep_connection; /* FCGI_KEEP_CONN: the front end's connection outlives the request */
    bool input_ended;
    bool output_begun;
    bool passes_on; /* the record that is coming from the back end */
    bool back_open;
    int failure; /* 502 or 503, in state FAILED */
    const uint8_t *secret_record;
    size_t secret_record_length;
};

/*
 * Provided by the platform: true when there is a connection to the back end, the one before if it is still open or a new one.
 * Calls relay_back_lost for one that is not, before it opens another.
 */
bool back_ready(struct relay *relay);

/* A front end's new connection. The record from relay_secret_record is sent after each BEGIN_REQUEST; its length may be 0. */
void relay_start(struct relay *relay, const uint8_t *secret_record, size_t length);

/* Bytes from the front end, at most READ_LENGTH, when nothing is left in to_back. False: close the front end's connection. */
bool relay_from_front(struct relay *relay, const uint8_t *bytes, size_t length);

/* Bytes from the back end, at most READ_LENGTH, when nothing is left in to_front. False: close the front end's connection. */
bool relay_from_back(struct relay *relay, const uint8_t *bytes, size_t length);

/* The back end has closed its connection, or it is broken. False: close the front end's connection. */
bool relay_back_lost(struct relay *relay);

/* True when the front end has everything that belongs to a request after which its connection is closed. */
bool relay_done(const struct relay *relay);

/* A PARAMS record with SLIPWAY_SECRET and this value of at most SECRET_LENGTH_LIMIT bytes; returns its length. */
size_t relay_secret_record(uint8_t record[static EXTRA_LENGTH], const char *secret, size_t length);

size_t outgoing_length(const struct outgoing *outgoing);
void outgoing_written(struct outgoing *outgoing, size_t length);

#endif
