/* SPDX-License-Identifier: Apache-2.0 */
#include "relay.h"

#include <string.h>

enum { VERSION = 1, HEADER_LENGTH = 8, FIXED_LENGTH = 8, KEEP_CONN = 1 };
enum type { BEGIN_REQUEST = 1, ABORT_REQUEST, END_REQUEST, PARAMS, STDIN, STDOUT, STDERR, DATA };
enum role { RESPONDER = 1, AUTHORIZER, FILTER };

static const char SECRET_NAME[] = "SLIPWAY_SECRET";

size_t outgoing_length(const struct outgoing *outgoing) {
    return outgoing->end - outgoing->start;
}

/* A write may be under way in what is left, so it never moves. */
void outgoing_written(struct outgoing *outgoing, size_t length) {
    outgoing->start += length;
    if (outgoing->start == outgoing->end) {
        outgoing->start = outgoing->end = 0;
    }
}

static void put(struct outgoing *outgoing, const void *bytes, size_t length) {
    memcpy(outgoing->bytes + outgoing->end, bytes, length);
    outgoing->end += length;
}

static size_t content_length(const struct scanner *scanner) {
    return (size_t)scanner->record[4] << 8 | scanner->record[5];
}

/* Takes bytes to the end of the header, or else of the record, and tells how many; false: this is not FastCGI. */
static bool scan(struct scanner *scanner, const uint8_t *bytes, size_t available, size_t *taken) {
    bool in_header = scanner->seen < HEADER_LENGTH;
    size_t wanted = (in_header ? HEADER_LENGTH : scanner->length) - scanner->seen;
    *taken = available < wanted ? available : wanted;
    if (scanner->seen < sizeof scanner->record) {
        size_t room = sizeof scanner->record - scanner->seen;
        memcpy(scanner->record + scanner->seen, bytes, *taken < room ? *taken : room);
    }
    scanner->seen += *taken;
    if (!in_header || scanner->seen < HEADER_LENGTH) {
        return true;
    }
    scanner->length = HEADER_LENGTH + content_length(scanner) + scanner->record[6];
    bool fixed = scanner->record[1] == BEGIN_REQUEST || scanner->record[1] == END_REQUEST;
    return scanner->record[0] == VERSION && (!fixed || content_length(scanner) == FIXED_LENGTH);
}

static bool record_ended(const struct scanner *scanner) {
    return scanner->seen >= HEADER_LENGTH && scanner->seen == scanner->length;
}

/* Its header has been passed on, so that nothing else can be sent before its end. */
static bool in_record(const struct scanner *scanner) {
    return scanner->seen >= HEADER_LENGTH && scanner->seen < scanner->length;
}

static bool of_request(const struct relay *relay, const struct scanner *scanner) {
    return relay->state != IDLE && memcmp(scanner->record + 2, relay->request_id, 2) == 0;
}

static bool management(const struct scanner *scanner) {
    return scanner->record[2] == 0 && scanner->record[3] == 0;
}

static void put_header(struct outgoing *outgoing, const struct relay *relay, enum type type, size_t length) {
    uint8_t header[HEADER_LENGTH] = {VERSION, (uint8_t)type, relay->request_id[0], relay->request_id[1],
                                     (uint8_t)(length >> 8), (uint8_t)length, 0, 0};
    put(outgoing, header, sizeof header);
}

/* The answer of a relay that has none to pass on. Front ends want it when they have sent everything, not before. */
static void answer_failure(struct relay *relay) {
    static const char unavailable[] = "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nRetry-After: 5\r\n"
                                      "Status: 503 Service Unavailable\r\n\r\n"
                                      "The application is not running. Please try again in a few seconds.\n";
    static const char gateway[] = "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
                                  "Status: 502 Bad Gateway\r\n\r\n"
                                  "The application ended before it had answered.\n";
    static const uint8_t request_complete[FIXED_LENGTH] = {0};
    const char *answer = relay->failure == 503 ? unavailable : gateway;
    put_header(&relay->to_front, relay, STDOUT, strlen(answer));
    put(&relay->to_front, answer, strlen(answer));
    put_header(&relay->to_front, relay, STDOUT, 0);
    put_header(&relay->to_front, relay, END_REQUEST, sizeof request_complete);
    put(&relay->to_front, request_complete, sizeof request_complete);
    relay->state = IDLE;
}

void relay_start(struct relay *relay, const uint8_t *secret_record, size_t length) {
    relay->state = IDLE;
    relay->from_front = relay->from_back = (struct scanner){0};
    relay->to_front.start = relay->to_front.end = relay->to_back.start = relay->to_back.end = 0;
    relay->keep_connection = true;
    relay->input_ended = true;
    relay->back_open = false;
    relay->secret_record = secret_record;
    relay->secret_record_length = length;
}

/* False for a front end that does not wait for the answer before it sends the next request. */
static bool begin_request(struct relay *relay) {
    bool room_for_answer = relay->to_front.end <= READ_LENGTH + HEADER_LENGTH;
    if (relay->state != IDLE || management(&relay->from_front) || !room_for_answer) {
        return false;
    }
    relay->back_open = back_ready(relay);
    relay->state = relay->back_open ? PASSING : FAILED;
    relay->failure = 503;
    relay->input_ended = relay->output_begun = false;
    memcpy(relay->request_id, relay->from_front.record + 2, 2);
    return true;
}

static bool front_header(struct relay *relay) {
    if (relay->from_front.record[1] == BEGIN_REQUEST) {
        return begin_request(relay);
    }
    if (management(&relay->from_front) && relay->state == IDLE && !relay->back_open) {
        relay->back_open = back_ready(relay);
        return relay->back_open;
    }
    return true;
}

static void front_record(struct relay *relay) {
    const uint8_t *content = relay->from_front.record + HEADER_LENGTH;
    uint8_t type = relay->from_front.record[1];
    if (!of_request(relay, &relay->from_front)) {
        relay->input_ended |= type == relay->last_input && content_length(&relay->from_front) == 0
                && memcmp(relay->from_front.record + 2, relay->request_id, 2) == 0;
        return;
    }
    if (type == BEGIN_REQUEST) {
        int role = content[0] << 8 | content[1];
        relay->last_input = role == AUTHORIZER ? PARAMS : role == FILTER ? DATA : STDIN;
        relay->keep_connection = content[2] & KEEP_CONN;
        if (relay->secret_record_length > 0 && relay->back_open) {
            put_header(&relay->to_back, relay, PARAMS, relay->secret_record_length - HEADER_LENGTH);
            put(&relay->to_back, relay->secret_record + HEADER_LENGTH, relay->secret_record_length - HEADER_LENGTH);
        }
    } else if (type == ABORT_REQUEST || (type == relay->last_input && content_length(&relay->from_front) == 0)) {
        relay->input_ended = true;
        if (relay->state == FAILED) {
            answer_failure(relay);
        }
    }
}

bool relay_from_front(struct relay *relay, const uint8_t *bytes, size_t length) {
    while (length > 0) {
        struct scanner *scanner = &relay->from_front;
        bool in_header = scanner->seen < HEADER_LENGTH;
        size_t taken;
        if (!scan(scanner, bytes, length, &taken)) {
            return false;
        }
        if (in_header && scanner->seen == HEADER_LENGTH && !front_header(relay)) {
            return false;
        }
        if (relay->back_open && scanner->seen >= HEADER_LENGTH) {
            put(&relay->to_back, in_header ? scanner->record : bytes, in_header ? HEADER_LENGTH : taken);
        }
        if (record_ended(scanner)) {
            front_record(relay);
            scanner->seen = 0;
        }
        bytes += taken;
        length -= taken;
    }
    return true;
}

bool relay_from_back(struct relay *relay, const uint8_t *bytes, size_t length) {
    while (length > 0) {
        struct scanner *scanner = &relay->from_back;
        bool in_header = scanner->seen < HEADER_LENGTH;
        size_t taken;
        if (!scan(scanner, bytes, length, &taken)) {
            scanner->seen = 0;
            return relay_back_lost(relay);
        }
        /* IIS ends a process that says anything about another request, or after END_REQUEST. */
        if (in_header) {
            /* For all of the record: the front end may begin its next request before the rest has come. */
            relay->passes_on = scanner->seen == HEADER_LENGTH && (of_request(relay, scanner) || management(scanner));
        }
        if (relay->passes_on) {
            put(&relay->to_front, in_header ? scanner->record : bytes, in_header ? HEADER_LENGTH : taken);
            relay->output_begun |= scanner->record[1] == STDOUT;
        }
        if (record_ended(scanner)) {
            if (scanner->record[1] == END_REQUEST && of_request(relay, scanner)) {
                relay->state = IDLE;
            }
            scanner->seen = 0;
        }
        bytes += taken;
        length -= taken;
    }
    return true;
}

bool relay_back_lost(struct relay *relay) {
    bool cut = in_record(&relay->from_back) && relay->passes_on;
    relay->back_open = false;
    relay->from_back.seen = 0;
    relay->to_back.start = relay->to_back.end = 0;
    if (cut || (relay->state == PASSING && relay->output_begun)) {
        return false;
    }
    if (relay->state == PASSING) {
        relay->state = FAILED;
        relay->failure = 502;
        if (relay->input_ended) {
            answer_failure(relay);
        }
    }
    return true;
}

bool relay_done(const struct relay *relay) {
    return relay->state == IDLE && !relay->keep_connection && relay->input_ended && outgoing_length(&relay->to_front) == 0;
}

size_t relay_secret_record(uint8_t record[static EXTRA_LENGTH], const char *secret, size_t length) {
    size_t name_length = strlen(SECRET_NAME);
    uint8_t *next = record + HEADER_LENGTH;
    *next++ = (uint8_t)name_length;
    if (length >= 128) {
        *next++ = 0x80;
        *next++ = 0;
        *next++ = (uint8_t)(length >> 8);
    }
    *next++ = (uint8_t)length;
    memcpy(next, SECRET_NAME, name_length);
    memcpy(next + name_length, secret, length);
    return (size_t)(next - record) + name_length + length;
}
