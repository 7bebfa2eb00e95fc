// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of FastCGI 1.0, section 8: {@link RecordType}, {@link Role} and {@link ProtocolStatus}. */
class Section8_TypesAndConstantsTest {
    @ParameterizedTest
    @CsvSource({
        "1,  BEGIN_REQUEST,     application, front end, discrete, 8",
        "2,  ABORT_REQUEST,     application, front end, discrete, 0",
        "3,  END_REQUEST,       application, us,        discrete, 8",
        "4,  PARAMS,            application, front end, stream,   any",
        "5,  STDIN,             application, front end, stream,   any",
        "6,  STDOUT,            application, us,        stream,   any",
        "7,  STDERR,            application, us,        stream,   any",
        "8,  DATA,              application, front end, stream,   any",
        "9,  GET_VALUES,        management,  front end, discrete, any",
        "10, GET_VALUES_RESULT, management,  us,        discrete, any",
        "11, UNKNOWN_TYPE,      management,  us,        discrete, 8",
    })
    void thereAreElevenTypesOfRecord(
            int code, RecordType type, String kind, String sender, String form, String length) {
        assertThat(RecordType.of(code)).isEqualTo(type);
        assertThat(type.code()).isEqualTo(code);
        assertThat(type.isManagement()).isEqualTo(kind.equals("management"));
        assertThat(type.isFromFrontEnd()).isEqualTo(sender.equals("front end"));
        assertThat(type.isStream()).isEqualTo(form.equals("stream"));
        assertThat(type.exactLength()).isEqualTo(length.equals("any") ? -1 : Integer.parseInt(length));
        for (int contentLength : List.of(0, 1, 7, 8, 9, 65535)) {
            assertThat(type.allowsLength(contentLength))
                    .as("%s of %d bytes", type, contentLength)
                    .isEqualTo(length.equals("any") || length.equals("" + contentLength));
        }
    }

    @Test
    void everyOtherTypeIsUnrecognizedAndMayHaveAnyLength() {
        assertThat(IntStream.concat(IntStream.of(0), IntStream.rangeClosed(12, 255)))
                .allSatisfy(code -> assertThat(RecordType.of(code)).isEqualTo(RecordType.UNRECOGNIZED));
        assertThat(RecordType.UNRECOGNIZED.allowsLength(0)).isTrue();
        assertThat(RecordType.UNRECOGNIZED.allowsLength(65535)).isTrue();
        assertThat(RecordType.UNRECOGNIZED.isManagement()).isFalse();
        assertThat(RecordType.UNRECOGNIZED.code()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"1, RESPONDER", "2, AUTHORIZER", "3, FILTER"})
    void thereAreThreeRoles(int code, Role role) {
        assertThat(Role.of(code)).isEqualTo(role);
        assertThat(role.code()).isEqualTo(code);
    }

    @Test
    void everyOtherRoleIsUnrecognized() {
        for (int code : List.of(0, 4, 255, 256, 257, 65535)) {
            assertThat(Role.of(code)).as("role %d", code).isEqualTo(Role.UNRECOGNIZED);
        }
    }

    @Test
    void aRequestEndsInOneOfFourWays() {
        assertThat(Arrays.stream(ProtocolStatus.values()).map(status -> status.code() + " " + status))
                .containsExactly("0 REQUEST_COMPLETE", "1 CANT_MPX_CONN", "2 OVERLOADED", "3 UNKNOWN_ROLE");
    }
}
