// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.soak;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Always as many requests at once as a connection may have, their records mixed at random. */
final class MultiplexingClient extends Client {
    static final int AT_ONCE = 64;

    private static final int BURST = 16 * 1024;

    private final Map<Integer, Exchange> begun = new HashMap<>();
    private final Deque<Integer> freeIds = new ArrayDeque<>();
    /** What is left to send of each request that is not sent as a whole. */
    private final List<Deque<byte[]>> unsent = new ArrayList<>();

    MultiplexingClient(FastCgiPeer peer, SplittableRandom random) {
        super(peer, random);
        for (int id = 1; id <= AT_ONCE; id++) {
            freeIds.add(id);
        }
    }

    @Override
    void exchange(int count) throws IOException {
        int left = count;
        while (left > 0 || !begun.isEmpty()) {
            for (; left > 0 && !freeIds.isEmpty(); left--) {
                begin(freeIds.poll());
            }
            sendSome();
            // Only a request that is sent as a whole is sure to be answered.
            while (begun.size() > unsent.size() && (unsent.isEmpty() && left == 0 || random().nextInt(4) > 0)) {
                readRecord();
            }
        }
    }

    private void begin(int id) {
        Exchange exchange = new Exchange(id, random());
        begun.put(id, exchange);
        unsent.add(new ArrayDeque<>(exchange.records()));
    }

    private void sendSome() throws IOException {
        ByteArrayOutputStream burst = new ByteArrayOutputStream();
        while (!unsent.isEmpty() && burst.size() < BURST) {
            int which = random().nextInt(unsent.size());
            Deque<byte[]> records = unsent.get(which);
            burst.writeBytes(records.poll());
            if (records.isEmpty()) {
                unsent.remove(which);
            }
        }
        peer().send(burst.toByteArray());
    }

    private void readRecord() throws IOException {
        WireRecord record = peer().readRecord();
        if (record.type() == RecordTypes.END_REQUEST) {
            begun.remove(record.id()).verify(peer().readAnswer(record.id()));
            freeIds.add(record.id());
        }
    }
}
