package io.citywatch.jobs.alarms.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bays of a cell. Times are hours. */
class NeighbourhoodTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final InMemoryStore<Neighbour> members = new InMemoryStore<>();
    private final Neighbourhood cell = new Neighbourhood(members);
    private final List<AlarmAction> words = new ArrayList<>();

    @Test
    void aBayThatStandsStillWhileTheOthersChangeIsStuck() {
        all(5, 0);
        changes(1, 70);
        changes(2, 71);

        stuck(0, 0, 72);

        assertThat(words).singleElement().satisfies(word -> {
            assertThat(word.alarm()).isEqualTo("bay-0~bay-stuck");
            assertThat(word.action()).isEqualTo(AlarmAction.Verb.RAISE);
            assertThat(word.t()).isEqualTo(72 * HOUR);
            assertThat(word.reason()).isEqualTo("neighbours have changed: 2 of 4 in cell/C-1");
            assertThat(word.finding()).isNotNull();
            assertThat(word.finding().onset()).isZero();
        });
    }

    @Test
    void inAHolidayNobodyIsStuckUntilTheOthersComeBack() {
        all(5, 0);
        changes(1, 10);
        for (int bay = 0; bay < 5; bay++) {
            stuck(bay, bay == 1 ? 10 : 0, 100);
        }
        assertThat(words).isEmpty();

        changes(2, 120);

        assertThat(words).extracting(AlarmAction::device).containsExactly("bay-0", "bay-3", "bay-4");
        assertThat(words).extracting(AlarmAction::t).containsOnly(120 * HOUR);
    }

    @Test
    void nothingIsSaidTwiceAndNothingOfWhatHasChangedMeanwhile() {
        all(3, 0);
        stuck(0, 0, 72);
        changes(0, 73);
        changes(1, 80);
        changes(2, 81);
        assertThat(words).isEmpty();

        stuck(1, 80, 160);
        changes(0, 161);
        changes(2, 162);
        changes(2, 163);

        assertThat(words).extracting(AlarmAction::device).containsExactly("bay-1");
        assertThat(words).extracting(AlarmAction::t).containsExactly(161 * HOUR);
    }

    @Test
    void oneNeighbourAloneIsChance() {
        all(2, 0);
        changes(1, 50);
        stuck(0, 0, 72);
        changes(1, 80);

        assertThat(words).isEmpty();
    }

    @Test
    void whatHasNotChangedForAMonthIsForgotten() {
        all(4, 0);
        changes(1, 24 * 31);

        cell.forget(24 * 31 * HOUR);

        assertThat(members.get("bay-0")).isNull();
        assertThat(members.get("bay-1")).isNotNull();
    }

    private void all(int bays, int hour) {
        for (int bay = 0; bay < bays; bay++) {
            changes(bay, hour);
        }
    }

    private void changes(int bay, int hour) {
        words.addAll(cell.hear(news(bay, hour, hour, false)));
    }

    private void stuck(int bay, int since, int hour) {
        words.addAll(cell.hear(news(bay, since, hour, true)));
    }

    static NeighbourNews news(int bay, int since, int hour, boolean stuck) {
        return new NeighbourNews(
                "bay-stuck",
                "cell/C-1",
                new DeviceAddress("410811", FacilityKind.PARKING, "bay-" + bay),
                since * HOUR,
                hour * HOUR,
                new NeighbourNews.Terms(stuck, 0.5, false));
    }
}
