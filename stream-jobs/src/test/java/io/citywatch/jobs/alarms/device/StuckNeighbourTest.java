package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.OneRule.IT;
import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import org.junit.jupiter.api.Test;

/** A bay whose rule looks at its neighbours, reporting each hour. */
class StuckNeighbourTest {
    private static final int HOUR = 3600;
    private static final String DETECTOR =
            "{\"type\": \"stuck\", \"metric\": \"occupied\", \"unchangedSeconds\": 259200, \"minReports\": 6,"
                    + " \"severity\": \"low\", \"neighbours\": {\"group\": \"cell\"}}";

    private final WatchedDevice bay = OneRule.of(FacilityKind.PARKING, DETECTOR);

    @Test
    void itsGroupHearsOfEachChangeAndThatItIsStuckAndNobodyElse() {
        birth("410811001002003");
        stays(0, 80, 1);
        reports(80, 0);

        assertThat(bay.alarms).isEmpty();
        assertThat(bay.neighbours)
                .extracting(NeighbourNews::since, NeighbourNews::t, news -> news.terms()
                        .stuck())
                .containsExactly(
                        tuple(at(0), at(0), false),
                        tuple(at(0), at(72 * HOUR), true),
                        tuple(at(80 * HOUR), at(80 * HOUR), false));
        assertThat(bay.neighbours).extracting(NeighbourNews::group).containsOnly("cell/410811001002003");
        assertThat(bay.neighbours).extracting(news -> news.terms().share()).containsOnly(0.5);
    }

    @Test
    void itIsRaisedWhenItsGroupSaysSoAndOverWithTheNextChange() {
        stays(0, 80, 1);
        assertThat(bay.neighbours).extracting(NeighbourNews::group).containsOnly("district/410811");
        assertThat(bay.nextDeadline()).isEqualTo(Detector.NEVER);

        bay.told(80 * HOUR, IT, Verb.RAISE, new GroupFinding(at(0), null, null, null));
        bay.told(80 * HOUR, IT, Verb.RAISE, new GroupFinding(at(0), null, null, null));
        assertThat(bay.alarm(IT).state()).isEqualTo(AlarmState.UNACK);
        assertThat(bay.alarm(IT).onset()).isEqualTo(at(0));
        reports(81, 0);

        assertThat(bay.alarm(IT).history()).extracting(Transition::cause).containsExactly("raise", "clear");
    }

    @Test
    void whatItsGroupSaysOfAnEarlierTimeIsMoot() {
        stays(0, 80, 1);
        reports(81, 0);

        bay.told(82 * HOUR, IT, Verb.RAISE, new GroupFinding(at(0), null, null, null));

        assertThat(bay.alarms).isEmpty();
        assertThat(bay.state().lane(Clock.ARRIVAL).isEmpty()).isTrue();
    }

    @Test
    void aBayThatIsTakenAwayWaitsForNothing() {
        stays(0, 80, 1);

        bay.birth(81 * HOUR, AssetState.DECOMMISSIONED, "bay_magnetic", 0);

        assertThat(bay.state().lane(Clock.ARRIVAL).isEmpty()).isTrue();
    }

    private void birth(String cell) {
        bay.says(
                0,
                new Birth(
                        at(0),
                        "4108110201000042",
                        AssetState.COMMISSIONED,
                        new Birth.Identity(null, null, "bay_magnetic"),
                        new Birth.Place(null, null, null, new Birth.Neighbours(null, null, cell)),
                        Birth.Share.NONE,
                        0,
                        HOUR));
    }

    private void stays(int from, int to, double value) {
        for (int hour = from; hour < to; hour++) {
            reports(hour, value);
        }
    }

    private void reports(int hour, double value) {
        bay.says(hour * HOUR, OneRule.reading(hour * HOUR, Metric.OCCUPIED, value));
    }
}
