// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One request and what its answer has to be. */
final class Exchange {
    private static final String[] PATHS = {"/download", "/digest", "/echo", "/later", "/unread"};
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String number = Long.toString(NUMBERS.incrementAndGet());
    private final String path;
    private final WireScript script;
    private final byte[] expected;

    /** A request of a random kind and sizes, cut and padded at random. */
    Exchange(int id, SplittableRandom random) {
        path = PATHS[random.nextInt(PATHS.length)];
        long place = random.nextLong(Integer.MAX_VALUE);
        byte[] octets = Octets.at(place, length(random));
        boolean download = path.equals("/download");
        Map<String, String> params = download
                ? RequestParams.of("GET", path + "?place=" + place + "&length=" + octets.length)
                : RequestParams.of("POST", path);
        params.put("HTTP_X_NUMBER", number);
        params.put("FILL", "x".repeat(random.nextInt(1 << random.nextInt(13))));
        if (!download && random.nextBoolean()) {
            params.put("CONTENT_LENGTH", Integer.toString(octets.length));
        }
        script = new WireScript();
        if (random.nextBoolean()) {
            script.padToEight();
        }
        script.begin(id, WireScript.RESPONDER, true)
                .cut(random.nextInt(200, 65_536))
                .params(id, params)
                .paramsEnd(id)
                .cut(random.nextInt(200, 65_536));
        if (!download) {
            script.stdin(id, octets);
        }
        script.stdinEnd(id);
        expected = switch (path) {
            case "/digest", "/later" -> Octets.digest(octets).getBytes(StandardCharsets.US_ASCII);
            case "/unread" -> path.substring(1).getBytes(StandardCharsets.US_ASCII);
            default -> octets;
        };
    }

    /** Mostly small, some large: 4 KB on the average. */
    private static int length(SplittableRandom random) {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextInt(200) == 0 ? random.nextInt(Octets.MAX_LENGTH) : random.nextInt(65_536);
            case 1, 2, 3, 4, 5 -> random.nextInt(10_000);
            default -> random.nextInt(200);
        };
    }

    List<byte[]> records() {
        return script.records();
    }

    byte[] bytes() {
        return script.toBytes();
    }

    /** Fails unless this is the answer, to the last octet. */
    void verify(Answer answer) {
        boolean right = answer.status() == 200
                && answer.value(SoakServlet.NUMBER).equals(Optional.of(number))
                && Arrays.equals(answer.body(), expected);
        if (!right) {
            throw new AssertionError("wrong answer to request " + number + ", " + path + " with " + expected.length
                    + " octets expected: " + answer);
        }
    }
}
