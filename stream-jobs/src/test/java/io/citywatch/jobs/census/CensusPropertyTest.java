package io.citywatch.jobs.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is repeated, late or out of order: the counts are those of the newest birth of each asset. */
class CensusPropertyTest {
    private static final Comparator<DeviceUplink> NEWEST = Comparator.<DeviceUplink>comparingLong(
                    birth -> content(birth).t())
            .thenComparingLong(DeviceUplink::arrival);
    private static final Comparator<DeviceUplink> STRONGEST = Comparator.<DeviceUplink, Boolean>comparing(
                    birth -> content(birth).state() != AssetState.DECOMMISSIONED)
            .thenComparing(NEWEST);

    @Property(tries = 60)
    void anyOrderAndAnyRepetitionGivesTheCountsOfTheReference(
            @ForAll("certificates") List<Certificate> certificates, @ForAll Random random) throws Exception {
        List<DeviceUplink> births = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            births.add(certificates.get(i).arrivingAt(Births.T + i));
        }
        List<DeviceUplink> asItComes = new ArrayList<>(births);
        for (DeviceUplink birth : births) {
            if (random.nextBoolean()) {
                asItComes.add(birth);
            }
        }
        Collections.shuffle(asItComes, random);

        assertThat(counted(asItComes)).isEqualTo(reference(births));
        assertThat(conflicts(asItComes)).isEqualTo(conflictsOfTheReference(births));
    }

    /** Through both operators, with a restart of each in the middle. */
    private static Map<AssetNews.CountPlace, Tally> counted(List<DeviceUplink> messages) throws Exception {
        Map<AssetNews.CountPlace, Tally> counts = new HashMap<>();
        var devices = Harnesses.devices();
        var assets = Harnesses.assets();
        devices.open();
        assets.open();
        for (int i = 0; i < messages.size(); i++) {
            if (i == messages.size() / 2) {
                var savedDevices = devices.snapshot(1, i);
                var savedAssets = assets.snapshot(1, i);
                devices.close();
                assets.close();
                devices = Harnesses.devices();
                assets = Harnesses.assets();
                devices.initializeState(savedDevices);
                assets.initializeState(savedAssets);
                devices.open();
                assets.open();
            }
            devices.processElement(messages.get(i), messages.get(i).arrival());
            for (AssetNews news : Harnesses.taken(devices)) {
                assets.processElement(news, news.at());
            }
            for (CountChange change : Harnesses.taken(assets)) {
                counts.merge(change.place(), change.tally(), Tally::plus);
            }
        }
        devices.close();
        assets.close();
        counts.values().removeIf(Tally.ZERO::equals);
        return counts;
    }

    /** Through the devices' operator, with a restart in the middle. */
    private static Map<String, List<String>> conflicts(List<DeviceUplink> messages) throws Exception {
        Map<String, List<String>> conflicts = new HashMap<>();
        var devices = Harnesses.devices();
        devices.open();
        for (int i = 0; i < messages.size(); i++) {
            if (i == messages.size() / 2) {
                Harnesses.addConflicts(devices, conflicts);
                var saved = devices.snapshot(1, i);
                devices.close();
                devices = Harnesses.devices();
                devices.initializeState(saved);
                devices.open();
            }
            devices.processElement(messages.get(i), messages.get(i).arrival());
        }
        Harnesses.addConflicts(devices, conflicts);
        devices.close();
        return conflicts;
    }

    /**
     * The definition, read aloud: a device is bound by its strongest birth; the newest that names another asset, if that has not
     * ended and was made within a day of it, has the device too.
     */
    private static Map<String, List<String>> conflictsOfTheReference(List<DeviceUplink> births) {
        Map<String, List<String>> conflicts = new HashMap<>();
        Map<String, List<DeviceUplink>> byDevice = births.stream()
                .collect(Collectors.groupingBy(birth -> birth.address().device()));
        byDevice.forEach((device, ofDevice) -> {
            Birth bond = content(ofDevice.stream().max(STRONGEST).orElseThrow());
            ofDevice.stream()
                    .filter(birth -> !content(birth).asset().equals(bond.asset()))
                    .max(NEWEST)
                    .map(CensusPropertyTest::content)
                    .filter(other -> other.state() != AssetState.DECOMMISSIONED)
                    .filter(other ->
                            Math.abs(other.t() - bond.t()) < Duration.ofDays(1).toMillis())
                    .ifPresent(other -> conflicts.put("conflict/" + device, List.of(bond.asset(), other.asset())));
        });
        return conflicts;
    }

    /** The definition, read aloud: of each asset its newest birth, of each device its newest birth, and then count. */
    private static Map<AssetNews.CountPlace, Tally> reference(List<DeviceUplink> births) {
        Map<String, DeviceUplink> byAsset = new HashMap<>();
        Map<String, DeviceUplink> byDevice = new HashMap<>();
        for (DeviceUplink birth : births) {
            byAsset.merge(content(birth).asset(), birth, (a, b) -> NEWEST.compare(a, b) < 0 ? b : a);
            byDevice.merge(birth.address().device(), birth, (a, b) -> STRONGEST.compare(a, b) < 0 ? b : a);
        }
        Map<AssetNews.CountPlace, Tally> counts = new HashMap<>();
        for (DeviceUplink birth : byAsset.values()) {
            Birth bond = content(byDevice.get(birth.address().device()));
            Set<Step> steps = steps(content(birth), bond);
            var place = new AssetNews.CountPlace(
                    birth.address().kind(), birth.address().district());
            counts.merge(place, Tally.of(steps, new Amount(1, 1, 0, 12_500)), Tally::plus);
        }
        counts.values().removeIf(Tally.ZERO::equals);
        return counts;
    }

    private static Set<Step> steps(Birth birth, Birth bond) {
        Set<Step> steps = EnumSet.noneOf(Step.class);
        if (birth.state() == AssetState.DECOMMISSIONED) {
            return steps;
        }
        steps.add(Step.REGISTERED);
        if (birth.state() == AssetState.REGISTERED || !bond.asset().equals(birth.asset())) {
            return steps;
        }
        steps.add(Step.INSTALLED);
        if (birth.state() == AssetState.COMMISSIONED) {
            steps.add(Step.COMMISSIONED);
            if (!"metal_hose".equals(birth.identity().type())) {
                boolean alive = !"metal_hose".equals(bond.identity().type());
                steps.add(Step.REPORTING);
                steps.addAll(alive ? Set.of(Step.ALIVE) : Set.of(Step.SILENT, Step.DOWN));
            }
        }
        return steps;
    }

    private static Birth content(DeviceUplink birth) {
        return (Birth) birth.messages().get(0);
    }

    @Provide
    Arbitrary<List<Certificate>> certificates() {
        return Combinators.combine(
                        Arbitraries.of("gas-1", "gas-2", "gas-3"),
                        Arbitraries.of("410811", "410802"),
                        Arbitraries.of("asset-1", "asset-2", "asset-3"),
                        Arbitraries.of(AssetState.values()),
                        Arbitraries.longs().between(0, 4),
                        Arbitraries.of("detector_networked", "metal_hose"))
                .as(Certificate::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** A certificate of so many tens of hours after the first that there can be. */
    record Certificate(String device, String district, String asset, AssetState state, long t, String type) {
        DeviceUplink arrivingAt(long arrival) {
            return Births.message(
                    new DeviceAddress(district, FacilityKind.GAS, device),
                    Births.birth(
                            asset, state, Births.T + Duration.ofHours(10 * t).toMillis(), type),
                    arrival);
        }
    }
}
