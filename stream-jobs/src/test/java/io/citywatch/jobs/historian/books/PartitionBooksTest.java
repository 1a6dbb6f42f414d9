package io.citywatch.jobs.historian.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.LogPosition;
import io.citywatch.jobs.uplink.PositionedUplink;
import io.citywatch.jobs.uplink.Uplink;
import io.citywatch.jobs.uplink.UplinkTick;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.Tick;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartitionBooksTest {
    private static final long MINUTE = 1_676_339_400_000L;

    private PartitionBook book = new PartitionBook(3);
    private long offset;

    @Test
    void everyMessageIsStoredOrDuplicateOrRejected() {
        assertThat(enter(reading("gas-1", MINUTE, 1, 0.5))).isEqualTo(Decision.STORED);
        assertThat(enter(reading("gas-1", MINUTE, 1, 0.5))).isEqualTo(Decision.DUPLICATE);
        assertThat(enter(rejected("gas-1"))).isEqualTo(Decision.REJECTED);
        assertThat(enter(rejected("gas-1"))).isEqualTo(Decision.REJECTED);
        assertThat(enter(new UplinkTick(new Tick(MINUTE, MINUTE)))).isNull();

        assertThat(book.news()).isEqualTo(Map.of(MINUTE, new LedgerCounts(0, 4, 1, 1, 2)));
        assertThat(book.news()).as("said once").isEmpty();
    }

    @Test
    void whatIsSentThroughAgainIsNoDuplicate() {
        DeviceUplink reading = reading("gas-1", MINUTE, 1, 0.5);
        enter(reading);

        assertThat(book.enter(new PositionedUplink(new LogPosition(3, offset++), MINUTE, true, reading)))
                .isEqualTo(Entered.alone(Decision.STORED));
        assertThat(enter(reading)).isEqualTo(Decision.DUPLICATE);
    }

    @Test
    void whatDiffersInDeviceTimeNumberOrValueIsNoRepetition() {
        enter(reading("gas-1", MINUTE, 1, 0.5));

        assertThat(enter(reading("gas-2", MINUTE, 1, 0.5))).isEqualTo(Decision.STORED);
        assertThat(enter(reading("gas-1", MINUTE + 1, 1, 0.5))).isEqualTo(Decision.STORED);
        assertThat(enter(reading("gas-1", MINUTE, 2, 0.5))).isEqualTo(Decision.STORED);
        assertThat(enter(reading("gas-1", MINUTE, 1, 0.6))).isEqualTo(Decision.STORED);
    }

    @Test
    void whatSaysNothingRepeatsNothingElseThatSaysNothing() {
        for (long arrival : new long[] {MINUTE, MINUTE + 1}) {
            assertThat(enter(new DeviceUplink(address("gas-1"), Channel.TELEMETRY, arrival, List.of(), null)))
                    .isEqualTo(Decision.STORED);
        }
    }

    @Test
    void recordsThatNeverCameAreCountedAsReadAndNothingElse() {
        enter(reading("gas-1", MINUTE, 1, 0.5));
        offset += 5;
        enter(reading("gas-1", MINUTE, 2, 0.5));

        assertThat(book.news().get(MINUTE)).isEqualTo(new LedgerCounts(0, 7, 2, 0, 0));
    }

    /** Which gateways may have stated, minute by minute: all at the end they would be missing twice. */
    @Test
    void aGapThatTakesMinutesIsCountedInThoseMinutesAndWithoutItsTicks() {
        enterAt(MINUTE, reading("gas-1", MINUTE, 1, 0.5));
        offset += 100 + 100 + 120;
        enterAt(MINUTE + 120_000, reading("gas-1", MINUTE, 2, 0.5));

        assertThat(book.news())
                .isEqualTo(Map.of(
                        MINUTE,
                        new LedgerCounts(0, 101, 1, 0, 0),
                        MINUTE + 60_000,
                        new LedgerCounts(0, 100, 0, 0, 0),
                        MINUTE + 120_000,
                        new LedgerCounts(0, 1, 1, 0, 0)));
    }

    @Test
    void aRestoredBookGoesOnAndKnowsWhatItHasSeen() throws Exception {
        enter(reading("gas-1", MINUTE, 1, 0.5));
        enter(reading("gas-1", MINUTE, 2, 0.5));
        book.news();

        book = PartitionBook.of(RoundTrip.of(new PartitionRecordSerializer(), book.save(0)));

        assertThat(book.news()).as("all is said again").containsKey(MINUTE);
        assertThat(enter(reading("gas-1", MINUTE, 2, 0.5))).isEqualTo(Decision.DUPLICATE);
        offset++;
        enter(reading("gas-1", MINUTE, 3, 0.5));
        assertThat(book.news().get(MINUTE)).isEqualTo(new LedgerCounts(0, 5, 3, 1, 0));
    }

    @Test
    void aBookOfBeforeItsReaderWasKnownIsRead() throws Exception {
        DataOutputSerializer old = new DataOutputSerializer(64);
        for (int number : new int[] {3, 17, 1}) {
            old.writeByte(number);
        }
        old.writeLong(MINUTE);
        for (int count : new int[] {0, 4, 1, 1, 2}) {
            old.writeByte(count);
        }
        old.writeByte(1);
        old.writeLong(8);
        old.writeByte(0);

        PartitionRecord read = RoundTrip.ofOlderForm(new PartitionRecordSerializer(), 1, old.getCopyOfBuffer());

        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(new PartitionRecord(
                        3,
                        3,
                        17,
                        List.of(new PartitionRecord.Minute(MINUTE, new LedgerCounts(0, 4, 1, 1, 2))),
                        new long[] {8},
                        new long[0]));
    }

    @Test
    void aDayOfMinutesIsKeptAndWhatIsOlderCountsInTheOldest() {
        for (int minute = 0; minute <= PartitionBook.KEPT_MINUTES; minute++) {
            enterAt(MINUTE + minute * 60_000L, reading("gas-1", MINUTE, minute, 0.5));
        }
        assertThat(book.save(0).minutes()).hasSize(PartitionBook.KEPT_MINUTES);
        book.news();

        enterAt(MINUTE, reading("gas-1", MINUTE, -1, 0.5));

        assertThat(book.news()).containsOnlyKeys(MINUTE + 60_000);
    }

    @Test
    void aGenerationOfMessagesIsRememberedAndOlderOnesAreForgotten() {
        RecentMessages recent = new RecentMessages(4, new FingerprintSet(), new FingerprintSet());
        for (long message = 0; message < 9; message++) {
            assertThat(recent.add(message)).isTrue();
        }

        assertThat(recent.add(8)).isFalse();
        assertThat(recent.add(4)).isFalse();
        assertThat(recent.add(0)).as("forgotten").isTrue();
    }

    private @Nullable Decision enter(Uplink uplink) {
        return enterAt(MINUTE + 59_999, uplink);
    }

    private @Nullable Decision enterAt(long timestamp, Uplink uplink) {
        Entered entered = book.enter(new PositionedUplink(new LogPosition(3, offset++), timestamp, false, uplink));
        return entered == null ? null : entered.decision();
    }

    private static DeviceUplink reading(String device, long t, long seq, double value) {
        Reading reading = Reading.at(t).seq(seq).with(Metric.GAS_LEL, value).build();
        return new DeviceUplink(address(device), Channel.TELEMETRY, t + 1, List.of(reading), null);
    }

    private static DeviceUplink rejected(String device) {
        RejectedMessage message = new RejectedMessage(
                "topic", MINUTE, device, List.of(new Rejection(RejectReason.NOT_JSON, "?")), new byte[0]);
        return new DeviceUplink(address(device), Channel.TELEMETRY, MINUTE, List.of(), message);
    }

    private static DeviceAddress address(String device) {
        return new DeviceAddress("410811", FacilityKind.GAS, device);
    }
}
