// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The requests of a connection whose input or response has not ended; so few that looking at each is the fastest. */
final class InboundRequests implements Iterable<InboundRequest> {
    private final List<InboundRequest> requests = new ArrayList<>(1);

    void add(InboundRequest request) {
        requests.add(request);
    }

    void remove(InboundRequest request) {
        requests.remove(request);
    }

    @Override
    public Iterator<InboundRequest> iterator() {
        return requests.iterator();
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    int size() {
        return requests.size();
    }

    /** The one with this id; null if it is inactive. */
    InboundRequest find(int id) {
        for (InboundRequest request : requests) {
            if (request.id() == id) {
                return request;
            }
        }
        return null;
    }

    /** How many have STDIN that nobody will read. */
    int skippedCount() {
        int count = 0;
        for (InboundRequest request : requests) {
            count += request.isSkipped() ? 1 : 0;
        }
        return count;
    }

    /** How much is kept of PARAMS that are not complete, bytes. */
    long pendingLength() {
        long sum = 0;
        for (InboundRequest request : requests) {
            sum += request.pendingLength();
        }
        return sum;
    }
}
