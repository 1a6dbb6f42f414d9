package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.facility.Metric;

/** Wine in a hot wok: a detector smells something for a minute, and it is not enough for an alarm. */
final class CookingVapour implements Actor {
    private static final long REPORT_MICROS = 5_000_000;

    private final Scene scene;
    private final int device;
    private final long startMicros;
    private final long lengthMicros;
    private final double peakLel;
    private long nextMicros;

    CookingVapour(Scene scene, int device, long startMicros) {
        this.scene = scene;
        this.device = device;
        this.startMicros = startMicros;
        lengthMicros = scene.drawMicros(0, 40, 80);
        peakLel = scene.draw(1, 3, 8.5);
        nextMicros = startMicros;
        scene.fleet().set(device, Trait.BUSY, true);
    }

    @Override
    public long nextMicros() {
        return nextMicros;
    }

    @Override
    public void act() {
        double course = (double) (nextMicros - startMicros) / lengthMicros;
        double gasLel = peakLel * Math.sin(Math.PI * Math.min(course, 1));
        scene.voice()
                .reportIncident(
                        device, nextMicros, reading -> reading.with(Metric.GAS_LEL, Math.rint(gasLel * 10) / 10));
        if (course >= 1) {
            scene.fleet().set(device, Trait.BUSY, false);
            nextMicros = NEVER;
        } else {
            nextMicros += REPORT_MICROS;
        }
    }
}
