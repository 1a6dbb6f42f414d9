package io.citywatch.devices.fleet;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.devices.fleet.Noise.Purpose;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;

/**
 * What each device measures on an ordinary day: clean air, covers at rest, bays that fill by day, pressure and flow that follow
 * the city's cooking and washing, bins that fill and are emptied.
 *
 * <p>Values follow from the device, the time and the seed; only a parking bay remembers something, namely whether a car stands
 * on it. Not thread-safe.
 */
public final class Sensors {
    /** About four batteries in a thousand are nearly empty: they last years, and are changed in time. */
    private static final double LOW_BATTERY_SHARE = 0.004;

    private static final double LOW_BATTERY_PCT = 15;
    /** How long a car stays, of the city's time. */
    private static final double MEAN_STAY_HOURS = 0.75;
    /** Where the city's day is short, cars come and go faster, but not so fast that every bay looks broken. */
    private static final double MOST_HASTE = 4;

    private final Fleet fleet;
    private final Noise noise;
    private final Certificates certificates;
    private final DayClock clock;

    public Sensors(Fleet fleet, Certificates certificates, DayClock clock) {
        this.fleet = fleet;
        this.noise = fleet.noise();
        this.certificates = certificates;
        this.clock = clock;
    }

    /** Puts the device's values at that time, in microseconds since the beginning, into the reading. */
    public void measure(int device, long atMicros, Reading.Builder reading) {
        switch (fleet.kind(device)) {
            case GAS -> gas(device, atMicros, reading);
            case MANHOLE -> manhole(device, atMicros, reading);
            case PARKING -> parking(device, atMicros, reading);
            case GAS_PIPE -> gasPipe(device, atMicros, reading);
            case WATER_PIPE -> waterPipe(device, atMicros, reading);
            case WASTE -> waste(device, atMicros, reading);
        }
        double signal = -70 - 35 * noise.trait(Purpose.RADIO, device) - 6 * noise.unit(Purpose.RADIO, device, atMicros);
        reading.with(Metric.RSSI_DBM, Decimals.none(signal));
    }

    /** Whether the device's battery should be changed. */
    public boolean batteryIsLow(int device, long atMicros) {
        return fleet.type(device) != DeviceType.DETECTOR_NETWORKED
                && !fleet.hasValve(device)
                && batteryPct(device, atMicros) < LOW_BATTERY_PCT;
    }

    private void gas(int device, long atMicros, Reading.Builder reading) {
        double air = noise.unit(Purpose.GAS, device, atMicros);
        // Most sensors show a clean zero; a few drift by some tenths.
        reading.with(Metric.GAS_LEL, air < 0.9 ? 0 : Decimals.one((air - 0.9) * 6));
        reading.with(Metric.CO_PPM, Decimals.none(3 * noise.unit(Purpose.CARBON_MONOXIDE, device, atMicros)));
        reading.with(Metric.TEMPERATURE_C, temperatureC(device, atMicros, 20, 3));
        if (fleet.hasValve(device)) {
            reading.with(Metric.VALVE_OPEN, !fleet.is(device, Trait.VALVE_CLOSED));
        }
        reading.with(SensorState.NORMAL);
    }

    private void manhole(int device, long atMicros, Reading.Builder reading) {
        double tremor = noise.unit(Purpose.TILT, device, atMicros) - 0.5;
        reading.with(Metric.TILT_DEG, Decimals.one(certificates.baselineTiltDeg(device) + tremor));
        reading.with(Metric.COVER_OPEN, false);
        reading.with(
                Metric.WATER_LEVEL_M,
                Decimals.two(0.1
                        + 0.3 * noise.trait(Purpose.WATER_LEVEL, device)
                        + 0.05 * noise.unit(Purpose.WATER_LEVEL, device, atMicros)));
        reading.with(Metric.GAS_LEL, 0);
        battery(device, atMicros, reading);
    }

    /** At each report the bay may change hands; the share of occupied bays then follows the hour. */
    private void parking(int device, long atMicros, Reading.Builder reading) {
        double dayHours = 24 * clock.days(fleet.reportInterval(device).toNanos() / 1000) - clock.startHour();
        double hours =
                Math.min(dayHours, MOST_HASTE * fleet.reportInterval(device).toSeconds() / 3600.0);
        double change = 1 - Math.exp(-hours / MEAN_STAY_HOURS);
        if (noise.unit(Purpose.BAY_CHANGE, device, atMicros) < change) {
            double occupancy = 0.15 + 0.7 * bell(clock.hour(atMicros), 14, 5);
            fleet.set(device, Trait.OCCUPIED, noise.unit(Purpose.BAY_STATE, device, atMicros) < occupancy);
        }
        boolean occupied = fleet.is(device, Trait.OCCUPIED);
        reading.with(Metric.OCCUPIED, occupied);
        reading.with(
                Metric.MAGNETIC_UT,
                Decimals.one((occupied ? 95 : 50) + 4 * noise.unit(Purpose.MAGNETIC_FIELD, device, atMicros)));
        battery(device, atMicros, reading);
    }

    private void gasPipe(int device, long atMicros, Reading.Builder reading) {
        double demand = demand(atMicros);
        reading.with(Metric.PRESSURE_KPA, pipe(Purpose.PRESSURE, device, atMicros, 110 - 12 * demand, 0.1));
        reading.with(Metric.FLOW_M3H, pipe(Purpose.FLOW, device, atMicros, 40 + 260 * demand, 0.3));
        reading.with(Metric.GAS_LEL, 0);
        battery(device, atMicros, reading);
    }

    private void waterPipe(int device, long atMicros, Reading.Builder reading) {
        double demand = demand(atMicros);
        reading.with(Metric.PRESSURE_KPA, pipe(Purpose.PRESSURE, device, atMicros, 330 - 60 * demand, 0.1));
        reading.with(Metric.FLOW_M3H, pipe(Purpose.FLOW, device, atMicros, 15 + 85 * demand, 0.3));
        battery(device, atMicros, reading);
    }

    private void waste(int device, long atMicros, Reading.Builder reading) {
        double cycleDays = 0.5 + noise.trait(Purpose.FILL_CYCLE, device);
        double cycles = clock.days(atMicros) / cycleDays + noise.trait(Purpose.FILL_PHASE, device);
        double late = noise.trait(Purpose.FILL_PEAK, device);
        // Most bins are emptied in time, one in ten only when it is full.
        double peakPct = 55 + 35 * late * late * late;
        reading.with(Metric.FILL_PCT, Decimals.none(peakPct * (cycles - Math.floor(cycles))));
        reading.with(Metric.TEMPERATURE_C, temperatureC(device, atMicros, 12, 8));
        battery(device, atMicros, reading);
    }

    private void battery(int device, long atMicros, Reading.Builder reading) {
        reading.with(Metric.BATTERY_PCT, batteryPct(device, atMicros));
    }

    private double batteryPct(int device, long atMicros) {
        double place = noise.trait(Purpose.BATTERY, device);
        double start = place < LOW_BATTERY_SHARE ? 5 + 2250 * place : 45 + 55 * place;
        // A battery lasts some years; what a simulation sees of it is nearly nothing.
        return Decimals.none(Math.max(start - clock.days(atMicros) / 20, 1));
    }

    private double temperatureC(int device, long atMicros, double mean, double swing) {
        double own = noise.trait(Purpose.TEMPERATURE, device) - 0.5;
        double hour = clock.hour(atMicros);
        return Decimals.one(mean + 6 * own + swing * Math.cos((hour - 15) / 24 * 2 * Math.PI));
    }

    /** The pipe's own level, which differs from pipe to pipe by that share, with a ripple of one percent. */
    private double pipe(Purpose purpose, int device, long atMicros, double level, double ownShare) {
        double own = 1 + ownShare * (noise.trait(purpose, device) - 0.5);
        double ripple = 1 + 0.02 * (noise.unit(purpose, device, atMicros) - 0.5);
        return Decimals.one(level * own * ripple);
    }

    /** How much gas and water the city draws, from nearly 0 by night to 1: it cooks and washes in the morning and evening. */
    private double demand(long atMicros) {
        double hour = clock.hour(atMicros);
        return Math.min(1, 0.08 + 0.6 * bell(hour, 7, 1.6) + 0.4 * bell(hour, 12, 1.5) + 0.85 * bell(hour, 18.5, 2.2));
    }

    private static double bell(double hour, double middle, double width) {
        double distance = Math.abs(hour - middle);
        double around = Math.min(distance, 24 - distance) / width;
        return Math.exp(-around * around / 2);
    }
}
