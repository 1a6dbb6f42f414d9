package io.citywatch.jobs.census.parking;

import static io.citywatch.jobs.census.parking.Bays.HOUR;
import static io.citywatch.jobs.census.parking.Bays.MINUTE;
import static io.citywatch.jobs.census.parking.Bays.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stays that sensors in Melbourne's streets have recorded, with a heartbeat before each. */
class RealStaysTest {
    private final List<Stay> stays = read();

    @Test
    void whatIsLeftOfRealStaysAreTheOnesThatWereParking() throws Exception {
        List<ParkingPropertyTest.Sample> samples = new ArrayList<>();
        for (Stay stay : stays) {
            samples.add(new ParkingPropertyTest.Sample(stay.bay(), stay.arrival() - HOUR, false));
            samples.add(new ParkingPropertyTest.Sample(stay.bay(), stay.arrival(), true));
            samples.add(new ParkingPropertyTest.Sample(stay.bay(), stay.departure(), false));
        }
        samples.sort(Comparator.comparingLong(ParkingPropertyTest.Sample::t));
        long until = samples.get(samples.size() - 1).t() + HOUR;

        Map<Long, Use> said = new TreeMap<>();
        try (var bays = ParkingHarness.bays()) {
            bays.open();
            for (ParkingPropertyTest.Sample sample : samples) {
                bays.processWatermark(sample.t() - SECOND);
                bays.processElement(Bays.reading(sample.device(), sample.t(), sample.occupied()), sample.t());
            }
            bays.processWatermark(Hours.hour(until));
            ParkingHarness.taken(bays)
                    .forEach(news -> news.hours().forEach((hour, use) -> said.merge(hour, use, Use::plus)));
        }
        said.values().removeIf(Use.NOTHING::equals);

        assertThat(said).isEqualTo(ReferenceParking.uses(samples, 18 * HOUR, Hours.hour(until)));
        Use sum = said.values().stream().reduce(Use.NOTHING, Use::plus);
        long parking = stays.stream().filter(stay -> stay.length() >= MINUTE).count();
        assertThat(stays.stream().filter(stay -> stay.length() <= 15 * SECOND).count())
                .as("sensor chatter")
                .isGreaterThan(stays.size() / 3);
        assertThat(sum.stays()).isEqualTo(parking);
        assertThat(sum.measured()).isEqualTo(parking);
        assertThat(sum.measuredMillis())
                .isEqualTo(stays.stream()
                        .mapToLong(Stay::length)
                        .filter(length -> length >= MINUTE)
                        .sum());
    }

    private static List<Stay> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RealStaysTest.class.getResourceAsStream("stays-melbourne-2013.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(Stay::of)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Stay(String bay, long arrival, long departure) {
        static Stay of(String[] columns) {
            return new Stay(columns[2], millis(columns[0]), millis(columns[1]));
        }

        long length() {
            return departure - arrival;
        }

        private static long millis(String local) {
            return LocalDateTime.parse(local).toInstant(ZoneOffset.ofHours(10)).toEpochMilli();
        }
    }
}
