package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.devices.fleet.Group;
import io.citywatch.telemetry.message.AssetState;
import java.time.Duration;

/** The births of all devices of one kind that are there from the beginning, spread evenly. */
final class BirthRound implements Actor {
    /** How long to wait when nobody takes births. */
    private static final long PAUSE_MICROS = 100_000;

    private final Fleet fleet;
    private final Voice voice;
    private final int end;
    private final long stepNanos;
    private int device;
    private long nextNanos;

    BirthRound(Fleet fleet, Group group, Voice voice, Duration spread) {
        this.fleet = fleet;
        this.voice = voice;
        this.device = group.first();
        this.end = group.first() + group.count();
        this.stepNanos = spread.toNanos() / Math.max(1, group.count());
    }

    @Override
    public long nextMicros() {
        return device < end ? nextNanos / 1000 : NEVER;
    }

    @Override
    public void act() {
        if (!voice.hasRoomForBirths()) {
            nextNanos += PAUSE_MICROS * 1000;
            return;
        }
        voice.announce(device, AssetState.COMMISSIONED, nextMicros());
        fleet.set(device, Trait.BORN, true);
        device++;
        nextNanos += stepNanos;
    }
}
