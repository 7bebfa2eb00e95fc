// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the beginning of a web.xml says of the platform: Servlet 4.0, section 14.3, and Servlet 6.1, section 14.3.
 *
 * @param namespace of the element web-app; empty before Servlet 2.4
 * @param version as written; empty if there is none
 */
record DescriptorHead(String namespace, String version) {
    private static final String JAKARTA = "https://jakarta.ee/xml/ns/jakartaee";
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})");

    /** Nothing if it is not XML: Jetty, which reads all of it, has the better message. */
    static Optional<DescriptorHead> of(Path descriptor) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(descriptor)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    return Optional.of(new DescriptorHead(
                            text(reader.getNamespaceURI()), text(reader.getAttributeValue(null, "version"))));
                }
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** The environment if the descriptor is a Jakarta one, which nobody writes for an application that is not. */
    Optional<EnvironmentName> jakarta() {
        if (!namespace.equals(JAKARTA)) {
            return Optional.empty();
        }
        Matcher numbers = VERSION.matcher(version);
        return Optional.of(
                numbers.matches()
                        ? EnvironmentName.ofJakartaServlet(
                                Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
                        : EnvironmentName.EE11);
    }
}
