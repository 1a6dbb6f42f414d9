package io.citywatch.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.console.testkit.Influx;
import io.citywatch.console.testkit.SampleCity;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who reads charts is told how far the history is behind, where it matters. */
class HistoryBehindIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static InfluxdProcess influxd;
    private static ConsoleFixture city;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path folder) {
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
        new Influx(influxd.url()).create();
        city = ConsoleFixture.start(folder, influxd.url().toString(), Role.OPERATOR);
        SampleCity.fill(city.log(), System.currentTimeMillis());
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        city.close();
        influxd.close();
    }

    @Test
    void inBothLanguagesUntilItHasCaughtUp() throws Exception {
        theHistorianStoresAll();
        assertThat(influxdb().has("behindSeconds")).as("stored is all").isTrue();
        assertThat(influxdb().path("behindRecords").asLong()).isZero();

        long arrival = System.currentTimeMillis() - Duration.ofSeconds(605).toMillis();
        city.log().uplink(new DeviceAddress("410811", FacilityKind.GAS, "gas-sy-00042"), "{\"gasLel\": 3}", arrival);
        city.log().tick(System.currentTimeMillis());

        try (Chromium.Window english = chromium.open("en-GB");
                Chromium.Window chinese = chromium.open("zh-CN")) {
            Page page = english.page();
            page.navigate(city.url() + "/");
            chinese.page().navigate(city.url() + "/");
            assertThat(page.locator("aside .history-behind")).containsText("History 10 min behind");
            assertThat(chinese.page().locator("aside .history-behind")).containsText("历史数据滞后 10 分钟");
            assertThat(influxdb().path("behindRecords").asLong()).isEqualTo(3);
            page.locator("[data-alarm='gas-sy-00042~gas-leak'] .alarm-open").click();
            assertThat(page.locator("#alarm-drawer .history-behind")).containsText("History 10 min behind");

            theHistorianStoresAll();

            assertThat(page.locator(".history-behind")).hasCount(0);
            assertThat(chinese.page().locator(".history-behind")).hasCount(0);
            assertThat(english.errors()).isEmpty();
        }
    }

    private static JsonNode influxdb() throws Exception {
        return city.api(Role.VIEWER).get("/health").json().at("/parts/influxdb");
    }

    /** As the historian notes it with its checkpoints: all that the log has. Waits until the console has seen it. */
    private static void theHistorianStoresAll() {
        try (KafkaConsumer<byte[], byte[]> historian = new KafkaConsumer<>(
                Map.of("bootstrap.servers", city.kafka().bootstrapServers(), "group.id", LogTopics.HISTORIAN_GROUP),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = historian.partitionsFor(LogTopics.UPLINK).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            historian.assign(partitions);
            historian.commitSync(historian.endOffsets(partitions).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue()))));
        }
        await().atMost(PATIENCE).until(() -> influxdb().path("behindRecords").asLong(-1) == 0);
    }
}
