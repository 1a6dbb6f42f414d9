package io.citywatch.jobs.alarms.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.aggregate.MemberReadings.Measured;
import io.citywatch.jobs.testkit.RoundTrip;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregateSerializersTest {
    @Test
    void aReadingComesBackAsItWas() throws IOException {
        AggregateReading reading = new AggregateReading(
                Mains.TERMS, new AggregateReading.Group("410811", "M-1"), "water-1", Mains.START, -0.5, true);

        assertThat(RoundTrip.of(new AggregateReadingSerializer(), reading)).isEqualTo(reading);
    }

    @Test
    void whatADeviceSaidComesBackAsItWas() throws IOException {
        MemberReadings said = new MemberReadings(true, List.of(new Measured(1, 2.5), new Measured(Mains.START, -1)));

        assertThat(RoundTrip.of(new MemberReadingsSerializer(), said)).isEqualTo(said);
    }

    @Test
    void aSeriesComesBackAsItWas() throws IOException {
        GroupSeries series = new GroupSeries(new AggregateReading.Group("410811", "M-1"), Mains.TERMS);
        series.closed = 5;
        series.look = 6;
        series.real = true;
        series.onset = 4L;

        PackedSeries packed = RoundTrip.of(new PackedSeriesSerializer(), series.pack());
        GroupSeries back = GroupSeries.unpack(packed);

        assertThat(back.pack().form()).isEqualTo(series.pack().form());
        assertThat(back.group).isEqualTo(series.group);
        assertThat(back.terms).isEqualTo(Mains.TERMS);
        assertThat(back.device()).isEqualTo("group.main.410811.M-1");
        assertThat(List.of(back.closed, back.look, back.real, back.onset)).isEqualTo(List.of(5L, 6L, true, 4L));
    }

    @Test
    void aSeriesThatWasSavedBeforeItWasKnownSinceWhenItsRuleHoldsGoesOn() throws IOException {
        GroupSeries series = new GroupSeries(new AggregateReading.Group("410811", "M-1"), Mains.TERMS.holdingSince(77));
        series.onset = 4L;
        byte[] present = series.pack().form();
        PackedSeries before = new PackedSeries(Arrays.copyOf(present, present.length - Long.BYTES));

        PackedSeries packed = RoundTrip.ofOlderForm(
                new PackedSeriesSerializer(), 2, RoundTrip.bytes(new PackedSeriesSerializer(), before));

        assertThat(GroupSeries.unpack(packed).terms).isEqualTo(Mains.TERMS);
        assertThat(GroupSeries.unpack(packed).onset).isEqualTo(4);
        assertThat(GroupSeries.unpack(series.pack()).terms.since()).isEqualTo(77);
    }

    @Test
    void mainsThatDifferBeforeASlashAreTwo() {
        AggregateReading north = Mains.reading("N/1", 0, 0, 300);
        AggregateReading south = Mains.reading("S/1", 0, 0, 300);

        assertThat(north.key()).isNotEqualTo(south.key()).matches("group\\.main\\.410811\\.[0-9a-f]{16}~main-pressure");
        assertThat(Mains.reading("M-1", 0, 0, 300).key()).isEqualTo("group.main.410811.M-1~main-pressure");
    }

    @Test
    void aSeriesThatWasSavedUnderTheEndOfItsNameKeepsItsAlarm() throws IOException {
        GroupSeries series = new GroupSeries(new AggregateReading.Group("410811", "N/1"), Mains.TERMS);
        series.onset = 4L;

        PackedSeries packed = RoundTrip.ofOlderForm(
                new PackedSeriesSerializer(), 1, RoundTrip.bytes(new PackedSeriesSerializer(), series.pack()));
        GroupSeries back = GroupSeries.unpack(packed);

        assertThat(back.device()).isEqualTo("group.main.410811.1");
        assertThat(back.onset).isEqualTo(4);
        assertThat(back.terms).isEqualTo(Mains.TERMS);
    }
}
