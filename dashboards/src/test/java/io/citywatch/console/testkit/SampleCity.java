package io.citywatch.console.testkit;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.programme.District;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.programme.Target;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A city on an ordinary evening: a leak, a tilted cover, some silent devices, and a year's work half done. */
public final class SampleCity {
    private static final long MINUTE = 60_000;

    private SampleCity() {}

    /** Writes the city to the log, as of that time. */
    public static void fill(CityLog log, long now) {
        births().forEach(log::put);
        census(now).forEach(log::put);
        parking(now).forEach(log::put);
        for (Target target : Programme.bundled().targets()) {
            double share = (target.id().hashCode() & 0xff) / 300.0;
            double done = target.kind() == null ? 1 : Math.floor(target.target() * share);
            log.put(new TargetProgress(
                    target.id(), target.target(), Map.of(Step.COMMISSIONED, done), List.of(), null, now));
        }
        alarms(now).forEach(log::put);
    }

    /** The devices behind {@link #alarms}. */
    public static List<DeviceRecord> births() {
        return List.of(
                birth("gas-sy-00042", FacilityKind.GAS, "410811", "4108110111000042", "山阳区塔南路 88 号 3 单元 501"),
                birth("gas-sy-00107", FacilityKind.GAS, "410811", "4108110111000107", "山阳区民主南路 21 号 1 单元 302"),
                birth("mh-jf-0007", FacilityKind.MANHOLE, "410802", "4108020101000007", "解放区解放中路与民主路交叉口东北角"),
                birth("mh-wz-0013", FacilityKind.MANHOLE, "410823", "4108230102000013", "武陟县朝阳二路"),
                birth("gp-mc-0003", FacilityKind.GAS_PIPE, "410804", "4108040000000003", "马村区文昌路 DN200"),
                birth("pk-sy-0451", FacilityKind.PARKING, "410811", "4108110201000451", "山阳区人民路停车场 A-12"));
    }

    /** The birth of a device that is at work. */
    public static DeviceRecord birth(String device, FacilityKind kind, String district, String asset, String address) {
        return new DeviceRecord(
                new DeviceAddress(district, kind, device),
                new Birth(
                        1_676_339_400_000L,
                        asset,
                        AssetState.COMMISSIONED,
                        new Birth.Identity("GD-20N", "1.4.2", "detector_networked"),
                        new Birth.Place(35.2153, 113.2613, address),
                        new Birth.Share(kind == FacilityKind.GAS ? 1 : 0, 0, 0),
                        0,
                        3600));
    }

    /** The evening's alarms. */
    public static List<Alarm> alarms(long now) {
        Alarm leak = Alarms.gas("gas-sy-00042", Severity.CRITICAL, now - 95_000);
        Alarm smaller = Alarms.step(
                Alarms.gas("gas-sy-00107", Severity.HIGH, now - 7 * MINUTE),
                AlarmState.ACKED,
                "acknowledge",
                "operator/wang",
                null,
                now - 6 * MINUTE);
        Alarm cover = Alarms.manhole("mh-jf-0007", Severity.HIGH, now - 12 * MINUTE);
        Alarm back = Alarms.step(
                Alarms.manhole("mh-wz-0013", "410823", Severity.HIGH, now - 48 * MINUTE),
                AlarmState.RTNUN,
                "clear",
                null,
                null,
                now - 20 * MINUTE);
        Alarm shelved = Alarms.step(
                Alarms.silence("gp-mc-0003", FacilityKind.GAS_PIPE, "410804", now - 300 * MINUTE),
                AlarmState.SHELVED,
                "shelve",
                "operator/li",
                "更换电池,工单 20230214-07",
                now - 200 * MINUTE);
        Alarm silent = Alarms.silence("pk-sy-0451", FacilityKind.PARKING, "410811", now - 26 * 60 * MINUTE);
        return List.of(leak, smaller, cover, back, shelved, silent);
    }

    /** The bays of one street, and with it those of its district and of the city. */
    private static List<ParkingCount> parking(long now) {
        var figures = new ParkingCount.Figures(0.5, 4.25, 85, 47.4, 0.98);
        return Stream.of(
                        new ParkingArea("410800", null),
                        new ParkingArea("410811", null),
                        new ParkingArea("410811", "410811001"))
                .map(area -> new ParkingCount(
                        area,
                        new ParkingCount.Bays(42, 40, 23),
                        new ParkingCount.Today(LocalDate.of(2023, 2, 14), figures, null),
                        List.of(new ParkingCount.Hour(now, figures)),
                        now))
                .toList();
    }

    private static List<AssetCount> census(long now) {
        Programme programme = Programme.bundled();
        List<AssetCount> counts = new java.util.ArrayList<>();
        for (FacilityKind kind : FacilityKind.inTheField()) {
            long all = 0;
            for (District district : programme.districts()) {
                long assets = Math.round(district.population10k() * (30 + 7 * kind.ordinal()));
                all += assets;
                counts.add(count(kind, district.code(), assets, now));
            }
            counts.add(count(kind, programme.city().code(), all, now));
        }
        return counts;
    }

    private static AssetCount count(FacilityKind kind, String district, long assets, long now) {
        long commissioned = assets * 8 / 10;
        Map<Step, Long> steps = new EnumMap<>(Map.of(
                Step.REGISTERED,
                assets,
                Step.INSTALLED,
                assets * 9 / 10,
                Step.COMMISSIONED,
                commissioned,
                Step.REPORTING,
                assets * 75 / 100,
                Step.ALIVE,
                assets * 7 / 10));
        boolean isGas = kind == FacilityKind.GAS;
        return new AssetCount(
                kind,
                district,
                null,
                steps,
                new AssetCount.Served(isGas ? commissioned : 0, isGas ? assets * 5 / 100 : 0, 0, 0),
                now);
    }
}
