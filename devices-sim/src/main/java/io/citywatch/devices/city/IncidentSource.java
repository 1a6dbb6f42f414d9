package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.devices.fleet.Group;
import io.citywatch.devices.fleet.Noise.Purpose;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.ArrayList;
import java.util.List;

/** Lets incidents of one kind begin: when, and at which device, follows from the seed. */
final class IncidentSource implements Actor {
    /** How often to draw for a device to which it can happen; nearly always one of the first few will do. */
    private static final int DRAWS = 500;
    /** Of a hundred installations so many are of each kind, in the order of {@link FacilityKind}: mostly homes. */
    private static final int[] INSTALLATIONS_PERCENT = {78, 8, 6, 2, 2, 4};

    private final IncidentKind kind;
    private final Fleet fleet;
    private final Voice voice;
    private final Timeline timeline;
    private final List<Actor> active = new ArrayList<>();
    private long begun;
    private long nextMicros;

    IncidentSource(IncidentKind kind, Fleet fleet, Voice voice, Timeline timeline) {
        this.kind = kind;
        this.fleet = fleet;
        this.voice = voice;
        this.timeline = timeline;
        this.nextMicros = kind.first().toNanos() / 1000;
    }

    @Override
    public long nextMicros() {
        return nextMicros;
    }

    @Override
    public void act() {
        active.removeIf(incident -> incident.nextMicros() == NEVER);
        if (active.size() < kind.atOnce()) {
            int device = kind == IncidentKind.INSTALLATION ? newDevice() : presentDevice();
            if (device != Fleet.NONE) {
                Scene scene = new Scene(fleet, voice, begun * IncidentKind.values().length + kind.ordinal());
                Actor incident = kind.begin(scene, device, nextMicros);
                active.add(incident);
                timeline.add(incident);
            }
        }
        begun++;
        double gap = fleet.noise().between(Purpose.INCIDENT_TIME, kind.ordinal(), begun, 0.6, 1.4);
        nextMicros += Math.round(gap * kind.meanGap().toNanos() / 1000);
    }

    /** The incidents that are going on, or were a moment ago. */
    List<Actor> active() {
        return active;
    }

    private int presentDevice() {
        for (int draw = 0; draw < DRAWS; draw++) {
            int device = drawnDevice(draw);
            if (device != Fleet.NONE
                    && fleet.is(device, Trait.BORN)
                    && !fleet.is(device, Trait.BUSY)
                    && kind.fits(fleet, device)) {
                return device;
            }
        }
        return Fleet.NONE;
    }

    private int drawnDevice(int draw) {
        Group group = kind == IncidentKind.TILTED_COVER ? group(FacilityKind.MANHOLE) : group(FacilityKind.GAS);
        if (kind == IncidentKind.SILENCE || kind == IncidentKind.REPLACEMENT) {
            double place = fleet.noise().unit(Purpose.INCIDENT_KIND, kind.ordinal(), begun * DRAWS + draw);
            group = fleet.groups().get((int) (place * fleet.groups().size()));
        }
        double place = fleet.noise().unit(Purpose.INCIDENT_DEVICE, kind.ordinal(), begun * DRAWS + draw);
        return group.count() == 0 ? Fleet.NONE : group.first() + (int) (place * group.count());
    }

    private int newDevice() {
        double place = 100 * fleet.noise().unit(Purpose.INCIDENT_KIND, kind.ordinal(), begun);
        int ordinal = 0;
        while (place >= INSTALLATIONS_PERCENT[ordinal]) {
            place -= INSTALLATIONS_PERCENT[ordinal];
            ordinal++;
        }
        return group(FacilityKind.ofOrdinal(ordinal)).add();
    }

    private Group group(FacilityKind facility) {
        for (Group group : fleet.groups()) {
            if (group.kind() == facility) {
                return group;
            }
        }
        throw new IllegalStateException("the fleet has no " + facility.code());
    }
}
