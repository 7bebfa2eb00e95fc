// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import dev.slipway.fastcgi.request.Params;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a web server shows to be let in: a parameter of each request, with a value that nobody else knows.
 *
 * <p>The value is in no message, and has no getter. Immutable, so safe for any thread.
 */
public final class Secret {
    /** The name that {@code slipway-relay} gives to the parameter. */
    public static final String PARAM = "SLIPWAY_SECRET";

    private static final int MIN_LENGTH = 16;
    private static final int MAX_LENGTH = 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]{" + MIN_LENGTH + "," + MAX_LENGTH + "}");

    private final String name;
    private final byte[] value;

    private Secret(String name, byte[] value) {
        this.name = name;
        this.value = value;
    }

    /**
     * Checks the name of a parameter that is to have a secret.
     *
     * @param name letters, digits and underscores; not {@code HTTP_*}, which clients choose
     * @return the name
     * @throws IllegalArgumentException if it is another; the message says why
     */
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is not the name of a parameter; write letters, digits and underscores, as in " + PARAM);
        }
        if (name.startsWith("HTTP_")) {
            throw new IllegalArgumentException("'" + name
                    + "' is a header field of the client's, which applications see; write another name, as in "
                    + PARAM);
        }
        return name;
    }

    /**
     * Reads a secret.
     *
     * @param file whose first line is the value: 16 to 1024 visible ASCII characters; not readable by everybody
     * @param name of the parameter, see {@link #checkName}
     * @return the secret
     * @throws ListenException if the file is not like that; its message says what to do
     */
    public static Secret read(Path file, String name) throws ListenException {
        checkName(name);
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new ListenException(
                        "everybody on this machine can read the secret in " + file + "; chmod o-r " + file);
            }
            String line = lines.findFirst().orElse("");
            if (!VALUE.matcher(line).matches()) {
                throw new ListenException("the first line of " + file + " has to be a secret of " + MIN_LENGTH + " to "
                        + MAX_LENGTH + " visible ASCII characters; make one: openssl rand -hex 32 > " + file);
            }
            return new Secret(name, line.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            throw new ListenException("the file " + file + " with the secret does not exist", e);
        } catch (ListenException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new ListenException("the secret in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A secret that is known already.
     *
     * @param value 16 to 1024 visible ASCII characters
     * @param name of the parameter, see {@link #checkName}
     * @return the secret
     * @throws IllegalArgumentException if the value or the name is another; the message does not tell the value
     */
    public static Secret of(String value, String name) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("a secret has to have " + MIN_LENGTH + " to " + MAX_LENGTH
                    + " visible ASCII characters; make one: openssl rand -hex 32");
        }
        return new Secret(checkName(name), value.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The parameter that has the secret.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * Whether a request shows the secret. How long that takes does not tell how much of a wrong value is right.
     *
     * @param params of the request
     * @return whether the parameter is among them and has the value
     */
    public boolean isIn(Params params) {
        boolean found = false;
        for (int i = 0; i < params.size(); i++) {
            if (params.name(i).equals(name)) {
                found |= MessageDigest.isEqual(value, params.value(i).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
