package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.devices.fleet.Group;

/**
 * The regular reports of all devices of one kind, each in its turn, so that they are spread evenly over the interval.
 *
 * <p>A turn is all the schedule there is: 740,160 devices need no more memory for it than one. A device that is installed
 * later joins at the end of the round.
 */
final class ReportRound implements Actor {
    private final Fleet fleet;
    private final Group group;
    private final Voice voice;
    private int turn;
    private long nextNanos;

    ReportRound(Fleet fleet, Group group, Voice voice) {
        this.fleet = fleet;
        this.group = group;
        this.voice = voice;
    }

    @Override
    public long nextMicros() {
        return nextNanos / 1000;
    }

    @Override
    public void act() {
        if (turn < group.count()) {
            int device = group.first() + turn;
            if (fleet.is(device, Trait.BORN) && !fleet.is(device, Trait.BUSY) && fleet.reports(device)) {
                voice.report(device, nextMicros());
            }
        }
        turn = turn + 1 < group.count() ? turn + 1 : 0;
        nextNanos += Math.max(1, group.reportInterval().toNanos() / Math.max(1, group.count()));
    }
}
