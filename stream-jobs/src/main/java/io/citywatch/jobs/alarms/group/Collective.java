package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * The alarms of one rule in one district, for which one stands. Who they are is kept beside it. Immutable.
 *
 * @param place where they are
 * @param text what each of them means
 * @param severity how bad the worst of them was
 * @param opened since when, by the log's time, in milliseconds since 1970 UTC
 * @param tally how many they are; the first are the first that have not left
 */
public record Collective(Place place, AlarmText text, Severity severity, long opened, Flood.Tally tally) {

    /**
     * Where the members are.
     *
     * @param alarm the id of the alarm that stands for them
     * @param district six-digit administrative code
     * @param kind the kind of facility that the first of them was
     */
    public record Place(String alarm, String district, FacilityKind kind) {}

    /** One that has no members yet, which that one begins. */
    static Collective begunBy(CollectiveNews news, long t) {
        Condition condition = news.condition();
        Place place = new Place(
                news.parent(),
                condition.address().district(),
                condition.address().kind());
        return new Collective(
                place, news.text(), condition.severity(), t, new Flood.Tally(0, 0, List.of(), true, news.simulated()));
    }

    /** With one more member. */
    Collective joinedBy(CollectiveNews news) {
        String alarm = news.condition().alarm();
        List<String> first = tally.first().size() < AlarmMembers.MAX_LISTED
                ? Stream.concat(tally.first().stream(), Stream.of(alarm)).toList()
                : tally.first();
        return worst(news.condition().severity())
                .with(new Flood.Tally(tally.count() + 1, tally.active() + 1, first, true, tally.simulated()));
    }

    /** With one member less. */
    Collective leftBy(String alarm) {
        return with(tally.left()
                .naming(tally.first().stream().filter(one -> !one.equals(alarm)).toList()));
    }

    /** As bad as that at least. */
    Collective worst(Severity other) {
        return other.isWorseThan(severity) ? new Collective(place, text, other, opened, tally.changed(true)) : this;
    }

    /** Since that time. */
    Collective openedAt(long t) {
        return new Collective(place, text, severity, t, tally);
    }

    /** With those of its members named. */
    Collective naming(List<String> first) {
        return with(tally.naming(first).changed(true));
    }

    /** With what has changed told. */
    Collective told() {
        return with(tally.changed(false));
    }

    private Collective with(Flood.Tally next) {
        return new Collective(place, text, severity, opened, next);
    }
}
