// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.ServletRequest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Request attributes as texts, in the order of their names. */
final class RequestAttributes {
    private RequestAttributes() {}

    static Map<String, String> texts(ServletRequest request) {
        Map<String, String> texts = new TreeMap<>();
        for (String name : Collections.list(request.getAttributeNames())) {
            texts.put(name, text(request.getAttribute(name)));
        }
        return texts;
    }

    /** The text of one attribute, or null when it is not set. */
    static String text(ServletRequest request, String name) {
        Object value = request.getAttribute(name);
        return value == null ? null : text(value);
    }

    private static String text(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(RequestAttributes::text).toList().toString();
        }
        if (value instanceof X509Certificate certificate) {
            return certificate.getSubjectX500Principal().getName();
        }
        return String.valueOf(value);
    }
}
