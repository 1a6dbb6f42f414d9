package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.facility.Metric;

/** A manhole cover is lifted or flipped, and put back after some minutes. */
final class TiltedCover implements Actor {
    private static final long REPORT_MICROS = 10_000_000;
    /** One cover in five is flipped over. */
    private static final double FLIPPED_SHARE = 0.2;

    private final Scene scene;
    private final int device;
    private final long backMicros;
    private final double turnedDeg;
    private final boolean open;
    private long nextMicros;

    TiltedCover(Scene scene, int device, long startMicros) {
        this.scene = scene;
        this.device = device;
        open = scene.draw(0, 0, 1) < FLIPPED_SHARE;
        turnedDeg = open ? scene.draw(1, 100, 150) : scene.draw(1, 18, 50);
        backMicros = startMicros + scene.drawMicros(2, 150, 330);
        nextMicros = startMicros;
        scene.fleet().set(device, Trait.BUSY, true);
    }

    @Override
    public long nextMicros() {
        return nextMicros;
    }

    @Override
    public void act() {
        if (nextMicros >= backMicros) {
            scene.voice().reportIncident(device, nextMicros, reading -> {});
            scene.fleet().set(device, Trait.BUSY, false);
            nextMicros = NEVER;
            return;
        }
        scene.voice().reportIncident(device, nextMicros, reading -> reading.with(
                        Metric.TILT_DEG, Math.rint(turnedDeg * 10) / 10)
                .with(Metric.COVER_OPEN, open));
        nextMicros = Math.min(nextMicros + REPORT_MICROS, backMicros);
    }
}
