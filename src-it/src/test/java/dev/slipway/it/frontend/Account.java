// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An account that a web server started by root changes to; started by anybody else, it stays who it is. */
public record Account(String user, String group) {
    private static final List<String> CANDIDATES =
            List.of("www-data", "apache", "http", "wwwrun", "nginx", "daemon", "nobody");

    static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    /** The group of the processes of a web server that this process starts. */
    public static String groupOfWebServers() throws IOException {
        return root() ? forWebServers().group() : group(Long.toString(new UnixSystem().getGid()));
    }

    public static Account forWebServers() throws IOException {
        List<String[]> users = entries("/etc/passwd");
        for (String candidate : CANDIDATES) {
            for (String[] user : users) {
                if (user[0].equals(candidate)) {
                    return new Account(candidate, group(user[3]));
                }
            }
        }
        throw new IOException(
                "none of the accounts " + CANDIDATES + " exists: create one, or run the tests as an ordinary user");
    }

    private static String group(String id) throws IOException {
        return entries("/etc/group").stream()
                .filter(group -> group[2].equals(id))
                .map(group -> group[0])
                .findFirst()
                .orElseThrow(() -> new IOException("no group has the id " + id));
    }

    private static List<String[]> entries(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .map(line -> line.split(":"))
                .filter(fields -> fields.length > 2)
                .toList();
    }
}
