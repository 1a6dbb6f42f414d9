package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books balance whatever happens to the historian. */
class LedgerIT {
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
    void overDyingWorkersARefusedMessageAndAnInfluxDbThatIsKilledUnderLoad() throws Exception {
        books.influx().answer("CREATE DATABASE citywatch");
        books.influx().write("gas,device=gas-0 coPpm=\"a text\" " + books.minute());
        books.submit();
        books.send(500);
        books.repeat(100);
        books.spoil(30);
        books.awaitBalance(new LedgerSum(630, 500, 100, 30));

        books.kill();
        books.send(500);
        Reading refused = Reading.at(books.minute() + 7).with(Metric.CO_PPM, 3).build();
        books.log().send(UplinkRecords.of(BookedCity.device(7_777), Channel.TELEMETRY, books.minute() + 1, refused));
        books.send(500);
        books.awaitBalance(new LedgerSum(1_631, 1_500, 100, 31));

        books.killInfluxd();
        books.send(500);
        books.repeat(50);
        books.kill();
        books.restartInfluxd();
        books.send(500);
        books.kill();
        books.awaitBalance(new LedgerSum(2_681, 2_500, 150, 31));

        assertThat(books.influx().count("gas", "gasLel")).isEqualTo(2_500);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        books.influx().rows("SELECT accepted, stored, duplicate, rejected, difference FROM ledger"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("time").asLong()).isEqualTo(books.minute());
                    assertThat(row.path("accepted").asLong()).isEqualTo(2_681);
                    assertThat(row.path("stored").asLong()).isEqualTo(2_500);
                    assertThat(row.path("difference").asLong()).isZero();
                }));
    }

    @Test
    void whatTheGatewayHasHadConfirmedAndTheLogHasNotIsADifference() throws Exception {
        books.submit();
        books.send(10);
        LedgerPart part = new LedgerPart("gateway-x", books.minute(), books.minute(), LedgerCounts.accepted(12));
        books.log().send(LogTopics.LEDGER_PARTS, part.key(), LogJson.encode(part));

        books.awaitBalance(new LedgerSum(12, 10, 0, 0));
    }
}
