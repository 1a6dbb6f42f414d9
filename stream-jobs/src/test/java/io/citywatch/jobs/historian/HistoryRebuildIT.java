package io.citywatch.jobs.historian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.SparkplugRecords;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History is written anew from the log. */
class HistoryRebuildIT {
    private static final Duration PATIENCE = HistorianTestCity.PATIENCE;
    private static final long T = HistorianTestCity.T;

    @TempDir
    private Path folder;

    private HistorianTestCity city;

    @BeforeEach
    void start() {
        city = HistorianTestCity.start(folder);
    }

    @AfterEach
    void stop() {
        city.close();
    }

    @Test
    void theReadingsOfASpanAreWrittenAnewFromTheLog() throws Exception {
        city.influx().answer("CREATE DATABASE citywatch");
        city.sendReadings(0, 300);
        city.log()
                .send(UplinkRecords.of(
                        HistorianTestCity.device(7), Channel.TELEMETRY, T + 100, "{\"gasLel\": ".getBytes(UTF_8)));
        city.log().flush();
        List<HistoryRebuild.Progress> shown = new ArrayList<>();

        // Readings arrive 50 ms after they were taken.
        HistoryRebuild rebuild = rebuild(shown);
        HistoryRebuild.Rebuilt done = rebuild.run(T + 50 + 100, T + 50 + 250);
        rebuild.run(T + 50 + 100, T + 50 + 250);

        assertThat(city.influx().count("gas", "gasLel")).isEqualTo(150);
        assertThat(city.influx().rows("SELECT * FROM gas WHERE device = 'gas-100'"))
                .hasSize(1);
        assertThat(city.influx().rows("SELECT * FROM gas WHERE device = 'gas-250'"))
                .isEmpty();
        assertThat(done.points()).isEqualTo(150);
        assertThat(shown)
                .filteredOn(progress -> progress.part() == HistoryRebuild.Part.UPLINK)
                .last()
                .satisfies(last -> assertThat(last.records()).isEqualTo(last.ofRecords()));

        HistoryRebuild.Rebuilt all = rebuild.run(T, Long.MAX_VALUE);

        assertThat(all.points()).isEqualTo(300);
        assertThat(all.unexplained()).isEmpty();
        assertThat(city.log().read(LogTopics.REJECTED))
                .as("a rebuild writes no letters")
                .isEmpty();
        assertThat(city.influx().count("gas", "gasLel")).isEqualTo(300);
    }

    @Test
    void whatEdgeNodesSaidIsExplainedByBirthsBeforeTheSpan() throws Exception {
        SparkplugRecords born = new SparkplugRecords("born", "sp-1");
        SparkplugRecords forgotten = new SparkplugRecords("forgotten", "sp-2");
        long hoursAgo = T - 3 * 3_600_000;
        city.log().send(born.nodeBirth(hoursAgo));
        city.log().send(born.deviceBirth(hoursAgo + 1));
        city.log().send(born.reading(hoursAgo + 2, 1));
        for (int i = 0; i < 3; i++) {
            city.log().send(born.reading(T + i, 2 + i));
            city.log().send(forgotten.reading(T + i, 9));
        }
        city.log().flush();
        List<HistoryRebuild.Progress> shown = new ArrayList<>();

        HistoryRebuild.Rebuilt done = rebuild(shown).run(T, Long.MAX_VALUE);

        assertThat(city.influx().rows("SELECT gasLel FROM gas WHERE device = 'sp-1'"))
                .extracting(row -> row.path("gasLel").asDouble())
                .as("of the span alone")
                .containsExactly(2.0, 3.0, 4.0);
        assertThat(done.unexplained()).containsExactly("410811/forgotten");
        assertThat(shown).extracting(HistoryRebuild.Progress::part).contains(HistoryRebuild.Part.EARLIER_BIRTHS);
    }

    @Test
    void alarmsCountsAndTheLedgerAreWrittenAsFarAsTheLogHasThem() throws Exception {
        AssetCount count = new AssetCount(
                FacilityKind.GAS,
                "410800",
                740_160.0,
                Map.of(Step.COMMISSIONED, 1L),
                new AssetCount.Served(1, 0, 0, 0),
                T);
        city.log().send(LogTopics.CENSUS, count.scope(), LogJson.encode(count));
        for (long minute : new long[] {T - 60_000, T, T + 60_000}) {
            LedgerMinute balance = new LedgerMinute(minute, new LedgerSum(5, 4, 1, 0));
            city.log().send(LogTopics.LEDGER, balance.key(), LogJson.encode(balance));
        }
        city.log().flush();

        rebuild(new ArrayList<>()).run(T, T + 60_000);

        assertThat(city.influx().count("census", "commissioned")).isEqualTo(1);
        assertThat(city.influx().rows("SELECT accepted, difference FROM ledger"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("time").asLong()).isEqualTo(T);
                    assertThat(row.path("accepted").asLong()).isEqualTo(5);
                });
        assertThat(city.log().read(LogTopics.LEDGER_PARTS))
                .as("a rebuild enters nothing in the books")
                .isEmpty();
    }

    private HistoryRebuild rebuild(List<HistoryRebuild.Progress> shown) {
        return new HistoryRebuild(HistorianOptions.of(city.log().bootstrapServers(), city.influxUrl()), shown::add);
    }
}
