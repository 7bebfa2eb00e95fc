/* SPDX-License-Identifier: Apache-2.0 */
#include "relay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A conversation made of the input: records and raw bytes from both sides, back ends that go and come. Whatever arrives in
 * pieces is treated as if it had arrived at once, and the front end gets whole records only, unless its connection is closed.
 * For libFuzzer; with FUZZ_MAIN a program of its own, which makes its inputs from a seed for so many seconds.
 */

enum operation { FRONT_RAW, FRONT_RECORD, BACK_RAW, BACK_RECORD, BACK_LOST, BACK_TOGGLED, OPERATIONS };

struct conversation {
    struct relay relay;
    bool available, open;
    uint8_t *out[2];
    size_t length[2];
};

static bool back_available;

bool back_ready(struct relay *relay) {
    if (!relay->back_open) {
        relay_back_lost(relay);
    }
    return relay->back_open || back_available;
}

static void check(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz: %s\n", what);
        abort();
    }
}

static void drain(struct conversation *conversation, int side, struct outgoing *outgoing) {
    size_t length = outgoing_length(outgoing);
    check(outgoing->end <= sizeof outgoing->bytes, "more than there is room for");
    if (length > 0) {
        conversation->out[side] = realloc(conversation->out[side], conversation->length[side] + length);
        memcpy(conversation->out[side] + conversation->length[side], outgoing->bytes + outgoing->start, length);
        conversation->length[side] += length;
        outgoing_written(outgoing, length);
    }
}

static void feed(struct conversation *conversation, bool front, const uint8_t *bytes, size_t length, size_t piece) {
    struct relay *relay = &conversation->relay;
    for (size_t at = 0; at < length && conversation->open; at += piece) {
        size_t taken = length - at < piece ? length - at : piece;
        if (!front && !relay->back_open) {
            return;
        }
        /* In a block of its own length, so that a byte too many is seen. */
        uint8_t *copy = malloc(taken);
        memcpy(copy, bytes + at, taken);
        conversation->open = front ? relay_from_front(relay, copy, taken) : relay_from_back(relay, copy, taken);
        free(copy);
        drain(conversation, 1, &relay->to_back);
    }
}

static void step(struct conversation *conversation, enum operation operation, const uint8_t *bytes, size_t length, size_t piece) {
    uint8_t record[8 + 255 + 7] = {1, 0, 0, 1};
    bool front = operation == FRONT_RAW || operation == FRONT_RECORD;
    switch (operation) {
    case FRONT_RAW:
    case BACK_RAW:
        feed(conversation, front, bytes, length, piece);
        break;
    case FRONT_RECORD:
    case BACK_RECORD:
        if (length > 0) {
            record[1] = bytes[0] & 0x0f;
            record[6] = (bytes[0] >> 4) & 0x07;
            record[3] = bytes[0] < 0xf0 ? 1 : 2;
            bool fixed = record[1] == 1 || record[1] == 3;
            size_t content = fixed ? 8 : length - 1;
            record[5] = (uint8_t)content;
            memcpy(record + 8, bytes + 1, length - 1 < content ? length - 1 : content);
            feed(conversation, front, record, 8 + content + record[6], piece);
        }
        break;
    case BACK_LOST:
        conversation->open = relay_back_lost(&conversation->relay);
        break;
    default:
        back_available = !back_available;
    }
}

static void converse(struct conversation *conversation, const uint8_t *input, size_t length, size_t piece) {
    uint8_t secret[EXTRA_LENGTH];
    size_t secret_length = length % 3 == 0 ? 0 : relay_secret_record(secret, "0123456789abcdef", length % 3 == 1 ? 3 : 16);
    memset(conversation, 0, sizeof *conversation);
    back_available = true;
    conversation->open = true;
    relay_start(&conversation->relay, secret, secret_length);
    while (length >= 2 && conversation->open && !relay_done(&conversation->relay)) {
        size_t taken = input[1] < length - 2 ? input[1] : length - 2;
        step(conversation, input[0] % OPERATIONS, input + 2, taken, piece);
        drain(conversation, 0, &conversation->relay.to_front);
        input += 2 + taken;
        length -= 2 + taken;
    }
}

/* Ends with a whole record, or in the middle of one that is still coming from the back end. */
static void check_records(const struct conversation *conversation) {
    size_t at = 0;
    while (at < conversation->length[0]) {
        const uint8_t *record = conversation->out[0] + at;
        check(conversation->length[0] - at >= 8 && record[0] == 1, "a record without its header for the front end");
        at += 8 + (size_t)(record[4] << 8 | record[5]) + record[6];
    }
    check(at == conversation->length[0] || !conversation->open || conversation->relay.back_open, "half a record for the front end");
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t length) {
    struct conversation *whole = malloc(sizeof *whole), *pieces = malloc(sizeof *pieces);
    converse(whole, input, length, READ_LENGTH);
    converse(pieces, input, length, 1);
    check_records(whole);
    check(whole->open == pieces->open && whole->relay.state == pieces->relay.state, "another end when it came in pieces");
    for (int side = 0; side < 2; side++) {
        /* Before a connection is closed, more may have been passed on of what came first. */
        check(!whole->open || whole->length[side] == pieces->length[side], "another length when it came in pieces");
        check(!whole->open || whole->length[side] == 0 || memcmp(whole->out[side], pieces->out[side], whole->length[side]) == 0,
              "other bytes when it came in pieces");
        free(whole->out[side]);
        free(pieces->out[side]);
    }
    free(whole);
    free(pieces);
    return 0;
}

#ifdef FUZZ_MAIN
#include <time.h>

static uint32_t next(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Mostly what a request is made of, in its order. */
static size_t generate(uint8_t *input, size_t room, uint32_t *state) {
    static const uint8_t request[] = {FRONT_RECORD, 4, 1, 0, 1, 1, FRONT_RECORD, 3, 4, 5, 6, FRONT_RECORD, 1, 4, FRONT_RECORD, 1, 5,
                                      BACK_RECORD, 4, 6, 1, 2, 3, BACK_RECORD, 1, 3};
    size_t length = 0;
    for (uint32_t requests = next(state) % 4; requests > 0; requests--) {
        memcpy(input + length, request, sizeof request);
        length += sizeof request;
    }
    for (uint32_t changes = next(state) % 8; changes > 0; changes--) {
        input[next(state) % (length + 1)] = (uint8_t)next(state);
    }
    for (uint32_t more = next(state) % 100; more > 0 && length < room; more--) {
        input[length++] = (uint8_t)(next(state) % (more % 2 == 0 ? 8 : 256));
    }
    return length;
}

int main(int count, char **arguments) {
    time_t end = time(NULL) + (count > 1 ? atoi(arguments[1]) : 5);
    uint32_t state = count > 2 ? (uint32_t)strtoul(arguments[2], NULL, 10) : 1;
    unsigned long runs = 0;
    for (; time(NULL) < end; runs++) {
        uint8_t input[512];
        LLVMFuzzerTestOneInput(input, generate(input, sizeof input, &state));
    }
    printf("fuzz: %lu conversations\n", runs);
    return 0;
}
#endif
