// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"tcp:127.0.0.1:9000", "tcp:[::1]:9000", "tcp:localhost:0", "tcp:127.8.9.10:65535"})
    void aLoopbackAddressIsShownAsItWasWritten(String text) {
        ListenAddress address = ListenAddress.parse(text);

        assertThat(address).isInstanceOf(TcpAddress.class).hasToString(text);
    }

    @Test
    void theHostAndThePortAreTheSocketAddress() {
        TcpAddress address = TcpAddress.parse("tcp:[::1]:9001");

        assertThat(address.socketAddress().getAddress().isLoopbackAddress()).isTrue();
        assertThat(address.socketAddress().getPort()).isEqualTo(9001);
        assertThat(address).hasToString("tcp:[::1]:9001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp:",
                "tcp:9000",
                "tcp:127.0.0.1",
                "tcp:127.0.0.1:",
                "tcp:127.0.0.1:x",
                "tcp::9000",
                "tcp:::1:9000"
            })
    void anotherFormIsAnsweredWithExamples(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(text))
                .withMessage("'" + text + "' is not an address; write tcp:HOST:PORT, as in tcp:127.0.0.1:9000 or"
                        + " tcp:[::1]:9000");
    }

    @Test
    void aPortAboveTheLastOneIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse("tcp:127.0.0.1:65536"))
                .withMessage("port 65536 in 'tcp:127.0.0.1:65536' is too large; ports end at 65535");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse("tcp:nobody.invalid:9000"))
                .withMessage("host 'nobody.invalid' in 'tcp:nobody.invalid:9000' is not known");
    }

    @Test
    void whoMayConnectFollowsAQuestionMark() {
        TcpAddress address =
                TcpAddress.parse("tcp:0.0.0.0:9000?allowedClients=192.0.2.7&backlog=7&secretFile=/s&secretParam=S");

        assertThat(address.access().clients()).hasToString("Optional[192.0.2.7/32]");
        assertThat(address.access().secretFile()).contains(Path.of("/s"));
        assertThat(address.access().secretParam()).isEqualTo("S");
        assertThat(address.backlog()).isEqualTo(7);
        assertThat(address).hasToString("tcp:0.0.0.0:9000");
        assertThat(TcpAddress.parse("tcp:127.0.0.1:9000").access().secretParam())
                .isEqualTo("SLIPWAY_SECRET");
    }

    @Test
    void aClientThatIsNoAddressIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TcpAddress.parse("tcp:0.0.0.0:9000?allowedClients=web"))
                .withMessageStartingWith("allowedClients in 'tcp:0.0.0.0:9000?allowedClients=web': 'web' is not an IP");
    }

    @Test
    void smallAnswersAreNotHeldBack() {
        ServerConnector connector = (ServerConnector)
                TcpAddress.parse("tcp:127.0.0.1:0").connector(new Server(), new FastCgiConnectionFactory());

        assertThat(connector.getAcceptedTcpNoDelay()).isTrue();
    }

    @Test
    void anotherKindOfAddressIsAnsweredWithTheKindsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse("9000"))
                .withMessage("'9000' is not an address; write tcp:HOST:PORT, unix:PATH or inherit");
    }
}
