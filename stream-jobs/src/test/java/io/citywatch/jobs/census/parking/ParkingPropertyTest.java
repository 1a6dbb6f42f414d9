package io.citywatch.jobs.census.parking;

import static io.citywatch.jobs.census.parking.Bays.HOUR;
import static io.citywatch.jobs.census.parking.Bays.MINUTE;
import static io.citywatch.jobs.census.parking.Bays.SECOND;
import static io.citywatch.jobs.census.parking.Bays.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.programme.Programme;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is repeated, late or out of order: the figures are those of the samples in their order. */
class ParkingPropertyTest {
    private static final long SPAN = 20 * HOUR;
    private static final ParkingArea STREET = new ParkingArea("410811", "410811001");

    /** Through the operator, with a restart and the log's time moving on in the middle. */
    @Property(tries = 150)
    void anyOrderAndAnyRepetitionGivesTheFiguresOfTheReference(
            @ForAll("samples") List<Sample> samples, @ForAll Random random) throws Exception {
        List<DeviceUplink> asItComes = new ArrayList<>();
        for (String device : List.of("p-1", "p-2")) {
            asItComes.add(Bays.birth(device, T - HOUR));
        }
        for (Sample sample : samples) {
            for (int i = random.nextInt(2); i >= 0; i--) {
                asItComes.add(Bays.reading(sample.device(), sample.t(), T + random.nextInt(1000), sample.occupied()));
            }
        }
        Collections.shuffle(asItComes, random);

        Map<Long, Use> expected = new TreeMap<>();
        expected.putAll(reference(samples));

        assertThat(figures(asItComes)).isEqualTo(expected);
    }

    /** What is sealed away changes nothing of what was said, and samples that follow fit on to it. */
    @Property(tries = 100)
    void daysInOrderGiveTheFiguresOfTheReference(@ForAll("samples") List<Sample> samples) throws Exception {
        List<Sample> week = new ArrayList<>();
        for (int day = 0; day < 4; day++) {
            for (Sample sample : samples) {
                week.add(new Sample(sample.device(), sample.t() + day * 24 * HOUR, sample.occupied()));
            }
        }
        week.sort((a, b) -> Long.compare(Samples.sample(a.t(), a.occupied()), Samples.sample(b.t(), b.occupied())));
        Map<Long, Use> said = new TreeMap<>();
        try (var bays = ParkingHarness.bays()) {
            bays.open();
            for (Sample sample : week) {
                bays.processWatermark(sample.t() - SECOND);
                bays.processElement(Bays.reading(sample.device(), sample.t(), sample.occupied()), sample.t());
            }
            bays.processWatermark(T + 5 * 24 * HOUR);
            ParkingHarness.taken(bays)
                    .forEach(news -> news.hours().forEach((hour, use) -> said.merge(hour, use, Use::plus)));
        }
        said.values().removeIf(Use.NOTHING::equals);

        assertThat(said).isEqualTo(reference(week, T + 5 * 24 * HOUR));
    }

    private static Map<Long, Use> figures(List<DeviceUplink> messages) throws Exception {
        ParkingBook book = new ParkingBook(Programme.bundled());
        var bays = ParkingHarness.bays();
        bays.open();
        for (int i = 0; i < messages.size(); i++) {
            if (i == messages.size() / 2) {
                bays.processWatermark(T + SPAN / 2);
                var saved = bays.snapshot(1, i);
                ParkingHarness.taken(bays).forEach(book::add);
                bays.close();
                bays = ParkingHarness.bays();
                bays.initializeState(saved);
                bays.open();
            }
            bays.processElement(messages.get(i), messages.get(i).arrival());
        }
        bays.processWatermark(T + SPAN);
        ParkingHarness.taken(bays).forEach(book::add);
        bays.close();
        return book.all().stream()
                .filter(area -> area.area().equals(STREET))
                .findFirst()
                .<Map<Long, Use>>map(area -> new TreeMap<>(area.hours()))
                .orElseGet(TreeMap::new);
    }

    private static Map<Long, Use> reference(List<Sample> samples) {
        return reference(samples, T + SPAN);
    }

    private static Map<Long, Use> reference(List<Sample> samples, long until) {
        return ReferenceParking.uses(samples, 18 * HOUR, until);
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        // Many close together, so that there is noise, chatter and flapping, and some hours apart
        Arbitrary<Long> times = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 120).map(s -> T + s * 5 * SECOND),
                Arbitraries.longs().between(0, 600).map(s -> T + s * MINUTE),
                Arbitraries.longs().between(0, SPAN / MINUTE - 1).map(m -> T + m * MINUTE));
        return Combinators.combine(Arbitraries.of("p-1", "p-2"), times, Arbitraries.of(true, false))
                .as(Sample::new)
                .list()
                .ofMaxSize(60);
    }

    /** What one detector said at one moment. */
    record Sample(String device, long t, boolean occupied) {}
}
