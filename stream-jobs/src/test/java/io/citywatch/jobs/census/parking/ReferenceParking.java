package io.citywatch.jobs.census.parking;

import static io.citywatch.jobs.census.parking.Bays.HOUR;
import static io.citywatch.jobs.census.parking.Bays.MINUTE;
import static io.citywatch.jobs.census.parking.Bays.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The definition of parking's figures, read aloud: it looks at a detector's whole record again and again, and remembers nothing.
 */
final class ReferenceParking {
    private ReferenceParking() {}

    /** A time in which a bay has one state; whether its beginning and its end were seen, and whether it is over. */
    record Phase(BayState state, long from, long to, boolean beginSeen, Ending ending) {}

    enum Ending {
        SEEN,
        UNSEEN,
        FAULT,
        OPEN
    }

    static Map<Long, Use> uses(List<ParkingPropertyTest.Sample> all, long silence, long until) {
        Map<Long, Use> uses = new TreeMap<>();
        for (String device :
                all.stream().map(ParkingPropertyTest.Sample::device).distinct().toList()) {
            TreeSet<Long> numbers = new TreeSet<>();
            all.stream()
                    .filter(each -> each.device().equals(device))
                    .forEach(each -> numbers.add(Samples.sample(each.t(), each.occupied())));
            for (List<long[]> stretch : stretches(numbers, silence)) {
                long end = Math.min(until, stretch.get(stretch.size() - 1)[0] + silence);
                phases(stretch, end, end == until).forEach(phase -> add(phase, uses));
            }
        }
        uses.values().removeIf(Use.NOTHING::equals);
        return uses;
    }

    /** Parts of a record in which the detector was never silent too long. */
    private static List<List<long[]>> stretches(TreeSet<Long> numbers, long silence) {
        List<List<long[]>> stretches = new ArrayList<>();
        long last = Long.MIN_VALUE / 2;
        for (long number : numbers) {
            long t = number >> 1;
            if (t - last > silence) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(new long[] {t, number & 1});
            last = t;
        }
        return stretches;
    }

    private static List<Phase> phases(List<long[]> stretch, long end, boolean open) {
        List<Phase> phases = new ArrayList<>();
        List<Long> changes = new ArrayList<>();
        BayState state = BayState.of(stretch.get(0)[1] == 1);
        long from = stretch.get(0)[0];
        boolean seen = false;
        for (int i = 1; i < stretch.size(); i++) {
            long t = stretch.get(i)[0];
            boolean isChange = stretch.get(i)[1] != stretch.get(i - 1)[1];
            long quiet = changes.isEmpty() ? 0 : changes.get(changes.size() - 1) + 10 * MINUTE;
            if (state == BayState.FAULT && t >= quiet) {
                state = BayState.of(stretch.get(i - 1)[1] == 1);
                from = quiet;
                seen = false;
            }
            if (!isChange) {
                continue;
            }
            changes.add(t);
            boolean flaps = changes.size() >= 6 && t - changes.get(changes.size() - 6) <= 10 * MINUTE;
            if (state != BayState.FAULT && flaps) {
                phases.add(new Phase(state, from, t, seen, Ending.FAULT));
                state = BayState.FAULT;
            } else if (state != BayState.FAULT && BayState.of(stretch.get(i)[1] == 1) != state) {
                long next = end;
                for (int j = i + 1; j < stretch.size(); j++) {
                    if (stretch.get(j)[1] != stretch.get(i)[1]) {
                        next = stretch.get(j)[0];
                        break;
                    }
                }
                if (next - t >= 10 * SECOND) {
                    phases.add(new Phase(state, from, t, seen, Ending.SEEN));
                    state = BayState.of(stretch.get(i)[1] == 1);
                    from = t;
                    seen = true;
                }
            }
        }
        if (state == BayState.FAULT && end >= changes.get(changes.size() - 1) + 10 * MINUTE) {
            state = BayState.of(stretch.get(stretch.size() - 1)[1] == 1);
            from = changes.get(changes.size() - 1) + 10 * MINUTE;
            seen = false;
        }
        phases.add(new Phase(state, from, end, seen, open ? Ending.OPEN : Ending.UNSEEN));
        return phases;
    }

    private static void add(Phase phase, Map<Long, Use> uses) {
        long length = phase.to() - phase.from();
        boolean isStay = phase.state() == BayState.OCCUPIED && length >= MINUTE;
        if (phase.state().isKnown()) {
            boolean isStuck = phase.state() == BayState.OCCUPIED && length > 72 * HOUR;
            long to = isStuck ? phase.from() + 72 * HOUR : phase.to();
            for (long hour = Hours.hour(phase.from()); hour < to; hour += HOUR) {
                long part = Math.min(to, hour + HOUR) - Math.max(phase.from(), hour);
                uses.merge(hour, new Use(part, isStay ? part : 0, 0, 0, 0), Use::plus);
            }
        }
        if (isStay && length <= 72 * HOUR && (phase.ending() == Ending.SEEN || phase.ending() == Ending.UNSEEN)) {
            boolean measured = phase.beginSeen() && phase.ending() == Ending.SEEN;
            uses.merge(Hours.hour(phase.to()), new Use(0, 0, 1, measured ? 1 : 0, measured ? length : 0), Use::plus);
        }
    }
}
