// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What docs/iis.md gives to administrators fits together; an IIS to run it is not here. */
class IisConfigurationTest {
    private static String handlerAttribute(String name) throws Exception {
        Document configuration = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Workplace.tree().resolve("docs/iis/web.config").toFile());
        assertThat(configuration.getDocumentElement().getTagName()).isEqualTo("configuration");
        assertThat(configuration.getElementsByTagName("add").getLength()).isOne();
        return ((Element) configuration.getElementsByTagName("add").item(0)).getAttribute(name);
    }

    @Test
    void web_config_is_xml_and_maps_all_requests_to_the_relay() throws Exception {
        assertThat(handlerAttribute("path")).isEqualTo("*");
        assertThat(handlerAttribute("verb")).isEqualTo("*");
        assertThat(handlerAttribute("modules")).isEqualTo("FastCgiModule");
        assertThat(handlerAttribute("resourceType")).isEqualTo("Unspecified");
        assertThat(handlerAttribute("responseBufferLimit")).isEqualTo("0");
    }

    /** IIS finds the registration by the path and the arguments, which have to be the same letter for letter. */
    @ParameterizedTest
    @ValueSource(strings = {"register.cmd", "register.ps1"})
    void registration_is_for_what_web_config_names(String file) throws Exception {
        String commands = Files.readString(Workplace.tree().resolve("docs/iis/" + file));
        assertThat(value(commands, "fullPath") + "|" + value(commands, "arguments"))
                .isEqualTo(handlerAttribute("scriptProcessor"));
        assertThat(commands).contains("FastCGIUtf8ServerVariables", "IgnoreAndReturn200");
    }

    private static String value(String commands, String name) throws IOException {
        Matcher value = Pattern.compile(name + "='([^']*)'").matcher(commands);
        if (!value.find()) {
            throw new IOException("no " + name + " in " + commands);
        }
        return value.group(1);
    }
}
