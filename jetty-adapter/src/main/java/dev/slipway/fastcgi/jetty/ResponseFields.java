// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.response.ResponseHead;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.MimeTypes;

/**
 * Which of an application's response header fields reach the web server.
 *
 * @param role of the request
 * @param eventStreamsUnbuffered whether nginx is told to pass events on at once
 */
record ResponseFields(Role role, boolean eventStreamsUnbuffered) {
    private static final String VARIABLE_PREFIX = "Variable-";
    /** nginx acts on it and keeps it to itself; to other front ends it means nothing. */
    private static final String ACCEL_BUFFERING = "X-Accel-Buffering";

    private static final String EVENT_STREAM = "text/event-stream";

    /** Adds what the web server is to be told and the application has not. */
    void prepare(HttpFields.Mutable headers) {
        if (eventStreamsUnbuffered && !headers.contains(ACCEL_BUFFERING) && isEventStream(headers)) {
            headers.put(ACCEL_BUFFERING, "no");
        }
    }

    private static boolean isEventStream(HttpFields headers) {
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        return type != null
                && EVENT_STREAM.equalsIgnoreCase(MimeTypes.getBase(type).strip());
    }

    /** Whether a response has no body whatever the method is. */
    boolean isBodyless(MetaData.Response response) {
        return HttpStatus.hasNoBody(response.getStatus()) || accepts(response);
    }

    /** Whether this is an AUTHORIZER's yes, of which the web server looks at nothing but the {@code Variable-*} fields. */
    private boolean accepts(MetaData.Response response) {
        return role == Role.AUTHORIZER && response.getStatus() == HttpStatus.OK_200;
    }

    /** Apache httpd gives all fields of an AUTHORIZER to the client, whatever it has said. */
    private boolean mayHave(HttpField field, MetaData.Response response) {
        return role != Role.AUTHORIZER || isVariable(field) == accepts(response);
    }

    private static boolean isVariable(HttpField field) {
        return field.getName().regionMatches(true, 0, VARIABLE_PREFIX, 0, VARIABLE_PREFIX.length());
    }

    /**
     * The head of a response.
     *
     * @throws IllegalArgumentException if it cannot be sent; the message says why
     */
    ResponseHead head(MetaData.Response response) {
        int status = response.getStatus();
        ResponseHead head = new ResponseHead(status, HttpStatus.getMessage(status));
        if (role == Role.AUTHORIZER) {
            head.statusFirst();
        }
        for (HttpField field : response.getHttpFields()) {
            boolean allowed = field.getHeader() != HttpHeader.CONTENT_LENGTH || mayHaveContentLength(status, field);
            if (allowed && mayHave(field, response)) {
                String value = field.getValue();
                head.field(field.getName(), value == null ? "" : value);
            }
        }
        head.checkLength();
        return head;
    }

    /** Jetty counts what was written, which says nothing about a response that has no body. */
    private static boolean mayHaveContentLength(int status, HttpField contentLength) {
        return switch (status) {
            case HttpStatus.NO_CONTENT_204 -> false;
            case HttpStatus.NOT_MODIFIED_304 -> contentLength.getLongValue() > 0;
            default -> true;
        };
    }
}
