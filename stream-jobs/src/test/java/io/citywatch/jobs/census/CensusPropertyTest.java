package io.citywatch.jobs.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is repeated, late or out of order: the counts are those of the newest birth of each asset. */
class CensusPropertyTest {

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

    /** The definition, read aloud: of each asset its newest birth, of each device its newest birth, and then count. */
    private static Map<AssetNews.CountPlace, Tally> reference(List<DeviceUplink> births) {
        Comparator<DeviceUplink> newest = Comparator.<DeviceUplink>comparingLong(
                        birth -> content(birth).t())
                .thenComparingLong(DeviceUplink::arrival);
        Comparator<DeviceUplink> strongest = Comparator.<DeviceUplink, Boolean>comparing(
                        birth -> content(birth).state() != AssetState.DECOMMISSIONED)
                .thenComparing(newest);
        Map<String, DeviceUplink> byAsset = new HashMap<>();
        Map<String, DeviceUplink> byDevice = new HashMap<>();
        for (DeviceUplink birth : births) {
            byAsset.merge(content(birth).asset(), birth, (a, b) -> newest.compare(a, b) < 0 ? b : a);
            byDevice.merge(birth.address().device(), birth, (a, b) -> strongest.compare(a, b) < 0 ? b : a);
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

    record Certificate(String device, String district, String asset, AssetState state, long t, String type) {
        DeviceUplink arrivingAt(long arrival) {
            return Births.message(
                    new DeviceAddress(district, FacilityKind.GAS, device),
                    Births.birth(asset, state, Births.T + t, type),
                    arrival);
        }
    }
}
