// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The program: runs all checks against the responder at an address, and prints the table. */
public final class Conformance {
    private static final String USAGE = """
            Usage: src-it/conformance.sh ADDRESS [TARGET [NAME=VALUE ...]]
            Runs checks of FastCGI 1.0 against a responder, prints a table, and ends with 0 if all of them pass, else with 1.
              ADDRESS     tcp:HOST:PORT or unix:PATH
              TARGET      what to ask for, with the methods GET, POST and HEAD; / unless given
              NAME=VALUE  a parameter to send beside the usual ones, such as SCRIPT_FILENAME
            """;

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Conformance() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.equals(List.of("--help"))) {
            System.out.print(USAGE);
            return 0;
        }
        try {
            Suite suite = Suite.at(
                    address(arguments.isEmpty() ? "" : arguments.get(0)),
                    arguments.size() > 1 ? arguments.get(1) : "/",
                    params(arguments.subList(Math.min(2, arguments.size()), arguments.size())));
            ResultTable table = new ResultTable();
            suite.run(table::add);
            System.out.print(table);
            return table.allPassed() ? 0 : FAILED;
        } catch (IllegalArgumentException e) {
            System.err.println("conformance: " + e.getMessage());
            System.err.print(USAGE);
            return WRONG_USAGE;
        } catch (IOException e) {
            System.err.println("conformance: " + e.getMessage());
            return WRONG_USAGE;
        }
    }

    static SocketAddress address(String text) {
        if (text.startsWith("unix:")) {
            return UnixDomainSocketAddress.of(text.substring("unix:".length()));
        }
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!text.startsWith("tcp:") || colon <= "tcp:".length() || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not an address");
        }
        String host = text.substring("tcp:".length(), colon);
        return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
    }

    private static Map<String, String> params(List<String> arguments) {
        Map<String, String> params = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + argument + "' is not NAME=VALUE");
            }
            params.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return params;
    }
}
