package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.facility.Metric;

/**
 * Gas escapes in a home: it rises steadily and stays, until the valve is closed; then the air clears.
 *
 * <p>Nobody closes the valve here but the platform's command.
 */
final class GasLeak implements Actor {
    private static final double MICROS_PER_SECOND = 1e6;
    /** A detector that smells gas reports as fast as its radio allows. */
    private static final long REPORT_MICROS = 5_000_000;
    /** Time in which the concentration falls to 1/e with the window open. */
    private static final double CLEARING_SECONDS = 20;
    /** From here on the air counts as clean. */
    private static final double CLEAN_LEL = 0.5;

    private final Scene scene;
    private final int device;
    private final long startMicros;
    private final double risePerSecond;
    private final double peakLel;
    private long closedMicros = NEVER;
    private double closedLel;
    private long nextMicros;

    GasLeak(Scene scene, int device, long startMicros) {
        this.scene = scene;
        this.device = device;
        this.startMicros = startMicros;
        // 20 % of the lower explosive limit are passed after 33 to 70 seconds.
        risePerSecond = scene.draw(0, 0.3, 0.6);
        peakLel = scene.draw(1, 28, 45);
        nextMicros = startMicros;
        scene.fleet().set(device, Trait.BUSY, true);
    }

    int device() {
        return device;
    }

    @Override
    public long nextMicros() {
        return nextMicros;
    }

    @Override
    public void act() {
        double gasLel = lel(nextMicros);
        scene.voice()
                .reportIncident(
                        device, nextMicros, reading -> reading.with(Metric.GAS_LEL, Math.rint(gasLel * 10) / 10));
        if (closedMicros != NEVER && gasLel < CLEAN_LEL) {
            scene.fleet().set(device, Trait.BUSY, false);
            nextMicros = NEVER;
        } else {
            nextMicros += REPORT_MICROS;
        }
    }

    /** The valve is closed at that time: no more gas flows, and the detector reports at once. */
    void valveClosed(long atMicros) {
        if (nextMicros != NEVER && closedMicros == NEVER) {
            closedLel = lel(atMicros);
            closedMicros = atMicros;
            nextMicros = atMicros;
        }
    }

    private double lel(long atMicros) {
        if (closedMicros == NEVER) {
            return Math.min(peakLel, risePerSecond * (atMicros - startMicros) / MICROS_PER_SECOND);
        }
        return closedLel * Math.exp((closedMicros - atMicros) / MICROS_PER_SECOND / CLEARING_SECONDS);
    }
}
