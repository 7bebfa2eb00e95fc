// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ThreadOptionsTest {
    private static QueuedThreadPool pool(String... arguments) {
        ThreadOptions threads = new ThreadOptions();
        CommandLine command = Converters.register(new CommandLine(threads));
        command.parseArgs(arguments);
        threads.check(command);
        return threads.pool();
    }

    @Test
    void thePoolIsThatOfJettyUnlessItIsSet() {
        assertThat(pool().getMaxThreads()).isEqualTo(new QueuedThreadPool().getMaxThreads());
        assertThat(pool().getMinThreads()).isEqualTo(new QueuedThreadPool().getMinThreads());
        assertThat(pool().getVirtualThreadsExecutor()).isNull();
    }

    @Test
    void fewThreadsNeedNoOtherOption() {
        assertThat(pool("--max-threads=5").getMinThreads()).isEqualTo(5);
    }

    @Test
    void moreAtLeastThanAtMostIsExplained() {
        assertThatExceptionOfType(CommandLine.ParameterException.class)
                .isThrownBy(() -> pool("--max-threads=5", "--min-threads=6"))
                .withMessage("--min-threads 6 is more than --max-threads 5");
    }
}
