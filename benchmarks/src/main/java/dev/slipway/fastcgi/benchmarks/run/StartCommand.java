// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much earlier the first answer comes with an archive of classes. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Starts the launcher with the sample WAR, with and without an archive of classes in turns.")
public final class StartCommand implements Callable<Integer> {
    @Option(names = "--rounds", description = "of two starts; medians are taken; default ${DEFAULT-VALUE}")
    private int rounds = 11;

    @Override
    public Integer call() throws IOException {
        Optional<String> missing = SampleWar.missing();
        if (missing.isPresent()) {
            System.err.println(missing.get());
            return 1;
        }
        Path directory = Files.createTempDirectory("slipway-start");
        Path cache = directory.resolve("cache");
        SampleWar.makeArchive(directory.resolve("first"), cache);
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            without[i] = SampleWar.startOnce(directory.resolve("without-" + i), "off");
            with[i] = SampleWar.startOnce(directory.resolve("with-" + i), cache.toString());
        }
        System.out.printf(
                "Java %s, start to first answer, medians of %d: %.2f s without an archive of classes, %.2f s with one%n",
                Runtime.version().feature(), rounds, SampleWar.median(without), SampleWar.median(with));
        return 0;
    }
}
