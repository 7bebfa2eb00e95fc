// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.cgi.HeaderField;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedFieldsTest {
    private final AtomicInteger made = new AtomicInteger();
    private final RepeatedFields fields = new RepeatedFields(field -> {
        made.incrementAndGet();
        return new HttpField(field.name(), field.value());
    });

    @Test
    void aFieldThatComesAgainIsMadeOnce() {
        HeaderField field = new HeaderField("Accept", "text/html");
        HttpField first = fields.of(field);
        assertThat(first.getValue()).isEqualTo("text/html");
        assertThat(fields.of(field)).isSameAs(first);
        assertThat(made).hasValue(1);
    }

    @Test
    void howeverManyThereAreEachIsItsOwn() {
        for (int i = 0; i < 10_000; i++) {
            HeaderField field = new HeaderField("X", "" + i);
            assertThat(fields.of(field).getValue()).isEqualTo("" + i);
            assertThat(fields.of(field).getValue()).isEqualTo("" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Cookie", "Proxy-Authorization", "Range"})
    void aSecretIsNotKept(String name) {
        HeaderField field = new HeaderField(name, "value");
        fields.of(field);
        fields.of(field);
        assertThat(made).hasValue(2);
    }
}
