// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The IP addresses that may connect: single ones, and ranges in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * <p>Immutable, so safe for any thread.
 */
public final class AllowedClients {
    private static final String OCTET = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");

    /** This machine alone: 127.0.0.0/8 and ::1. */
    public static final AllowedClients LOOPBACK = parse("127.0.0.0/8,::1");

    /** Any machine: something else has to tell web servers from others. */
    public static final AllowedClients ANY = parse("0.0.0.0/0,::/0");

    /** All addresses whose first {@code prefixLength} bits are those of {@code address}. */
    private record Range(byte[] address, int prefixLength) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefixLength; bit += Byte.SIZE) {
                int mask = 0xff00 >> Math.min(Byte.SIZE, prefixLength - bit);
                if (((address[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            try {
                return InetAddress.getByAddress(address).getHostAddress() + "/" + prefixLength;
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final List<Range> ranges;

    private AllowedClients(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads a list, as it also stands in the environment variable FCGI_WEB_SERVER_ADDRS (FastCGI 1.0, section 3.2).
     *
     * @param text IPv4 and IPv6 addresses, each with {@code /LENGTH} or without, separated by commas; host names are not
     *     looked up
     * @return the list
     * @throws IllegalArgumentException if the text is anything else; its message is a sentence about it
     */
    public static AllowedClients parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            ranges.add(range(item.strip()));
        }
        return new AllowedClients(ranges);
    }

    private static Range range(String item) {
        int slash = item.indexOf('/');
        String addressText = slash < 0 ? item : item.substring(0, slash);
        byte[] address = address(item, addressText);
        int most = address.length * Byte.SIZE;
        int length = most;
        if (slash >= 0) {
            String lengthText = item.substring(slash + 1);
            length = PREFIX_LENGTH.matcher(lengthText).matches() ? Integer.parseInt(lengthText) : most + 1;
            if (length > most) {
                throw new IllegalArgumentException("'" + item + "' has the prefix length '" + lengthText + "'; that of "
                        + addressText + " is a number from 0 to " + most);
            }
        }
        return new Range(address, length);
    }

    private static byte[] address(String item, String text) {
        // Other text would be taken for a name and looked up.
        if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
            try {
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException e) {
                // The sentence below says it.
            }
        }
        throw new IllegalArgumentException("'" + item
                + "' is not an IP address; write addresses and ranges with commas between them, as in"
                + " 192.0.2.7,10.0.0.0/8,2001:db8::/32");
    }

    /**
     * Whether a client may connect.
     *
     * @param address an IPv4-mapped IPv6 address counts as the IPv4 address it stands for
     * @return whether it is one of the addresses, or in one of the ranges
     */
    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(octets));
    }

    /** The list, all with their prefix lengths. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
