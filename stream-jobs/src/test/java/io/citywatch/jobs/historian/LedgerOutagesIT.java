package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.testkit.SmallDisk;
import io.citywatch.standalone.embedded.testkit.VictoriaMetricsProcess;
import io.citywatch.telemetry.ledger.LedgerSum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books balance whatever happens to where the history is kept. */
class LedgerOutagesIT {
    private static final Duration PATIENCE = BookedCity.PATIENCE;

    @TempDir
    private Path folder;

    private BookedCity books;

    @BeforeEach
    void start() throws Exception {
        books = BookedCity.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        books.close();
    }

    @Test
    void overAnInfluxDbThatIsStoppedForSecondsUnderLoad() throws Exception {
        books.submit();
        books.send(300);
        books.awaitBalance(new LedgerSum(300, 300, 0, 0));

        books.stopInfluxd();
        // Several times the historian's first pauses; it goes on being sent to all the while.
        await().pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> {
                    books.send(100);
                    books.repeat(10);
                    return books.sent() >= 5_300;
                });
        books.restartInfluxd();

        books.awaitBalance(new LedgerSum(300 + 50 * 110, 5_300, 50 * 10, 0));
        assertThat(books.influx().count("gas", "gasLel")).isEqualTo(5_300);
    }

    @Test
    void overADiskThatIsFullUntilThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 48)) {
            books.stopInfluxd();
            InfluxdOptions onDisk = InfluxdOptions.in(disk.folder().resolve("influxdb"));
            books.startInfluxd(onDisk);
            books.submit();
            books.send(300);
            books.awaitBalance(new LedgerSum(300, 300, 0, 0));

            disk.fill();
            await().atMost(PATIENCE).untilAsserted(() -> {
                books.send(1_000);
                assertThat(answerToAWrite()).contains("no space left on device");
            });
            books.repeat(100);
            int all = books.sent();
            disk.free();
            books.stopInfluxd();
            books.startInfluxd(onDisk);

            books.awaitBalance(new LedgerSum(all + 100, all, 100, 0));
            assertThat(books.influx().count("gas", "gasLel")).isEqualTo(all);
            books.stopInfluxd();
        }
    }

    @Test
    void overAVictoriaMetricsThatIsStoppedUnderLoad() throws Exception {
        Path data = folder.resolve("victoria-metrics");
        VictoriaMetricsProcess server = VictoriaMetricsProcess.start(data);
        try {
            books.submit(server.url());
            books.send(500);
            books.repeat(100);
            books.spoil(30);
            books.awaitBalance(new LedgerSum(630, 500, 100, 30));

            server.close();
            books.send(500);
            books.kill();
            server = VictoriaMetricsProcess.start(data, server.url().getPort());
            books.send(500);

            books.awaitBalance(new LedgerSum(1_630, 1_500, 100, 30));
            assertThat(samples(server.export("gas_gasLel"))).isEqualTo(1_500);
        } finally {
            server.close();
        }
    }

    private static int samples(String export) throws IOException {
        int samples = 0;
        for (String line : export.lines().toList()) {
            samples += new ObjectMapper().readTree(line).path("timestamps").size();
        }
        return samples;
    }

    private String answerToAWrite() throws InterruptedException {
        try {
            books.influx().write("probe value=\"" + "x".repeat(1 << 15) + "\" " + System.nanoTime() / 1_000_000);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
