package io.citywatch.jobs.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.ledger.LedgerTotal;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerFunctionTest {
    private static final long MINUTE = 1_676_339_400_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long LATER = MINUTE + 60_000 + LedgerFunction.PATIENCE.toMillis();

    private KeyedOneInputStreamOperatorTestHarness<Integer, LedgerPart, LogRecord> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theNewestPartsOfAllSourcesAddUpHoweverOftenTheyAreSaid() throws Exception {
        say("gateway-1", MINUTE, MINUTE, LedgerCounts.accepted(2));
        say("gateway-1", MINUTE, MINUTE, LedgerCounts.accepted(5));
        say("gateway-2", MINUTE, MINUTE, LedgerCounts.accepted(4));
        say("uplink-0", MINUTE, MINUTE, new LedgerCounts(0, 6, 5, 1, 0));
        say("uplink-1", MINUTE, MINUTE, new LedgerCounts(0, 3, 2, 0, 1));
        say("uplink-1", MINUTE, MINUTE, new LedgerCounts(0, 3, 2, 0, 1));
        say("refused-1-17", MINUTE, MINUTE, new LedgerCounts(0, 0, -1, 0, 1));

        LedgerSum sum = new LedgerSum(9, 6, 1, 2);
        assertThat(minute(MINUTE)).isEqualTo(new LedgerMinute(MINUTE, sum));
        assertThat(sum.difference()).isZero();
        assertThat(total().sum()).isEqualTo(sum);
    }

    @Test
    void whatAGatewayDidNotComeToStateIsWitnessedByTheLog() throws Exception {
        say("gateway-1", MINUTE, MINUTE, LedgerCounts.accepted(3));
        say("uplink-0", MINUTE, MINUTE, new LedgerCounts(0, 8, 8, 0, 0));

        assertThat(minute(MINUTE).sum()).isEqualTo(new LedgerSum(8, 8, 0, 0));
    }

    @Test
    void aDifferenceThatStaysIsSaidOnceAndItsEndToo() throws Exception {
        say("gateway-1", MINUTE, MINUTE, LedgerCounts.accepted(3));
        say("uplink-0", MINUTE, MINUTE, new LedgerCounts(0, 2, 2, 0, 0));
        goOn(MINUTE, Duration.ofMillis(LATER - 1 - MINUTE));
        assertThat(words()).as("patience").isEmpty();

        say("gateway-1", LATER - LATER % 60_000, LATER, LedgerCounts.ZERO);
        say("gateway-1", LATER - LATER % 60_000, LATER + 1, LedgerCounts.ZERO);

        assertThat(words()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.FAULT);
            assertThat(event.value()).isEqualTo(1);
            assertThat(event.t()).isEqualTo(LATER);
        });

        say("uplink-0", MINUTE, LATER + 2, new LedgerCounts(0, 3, 3, 0, 0));
        assertThat(words()).extracting(DeviceEvent::type).containsExactly(EventType.FAULT, EventType.RESTORE);
    }

    @Test
    void whatWasUnderWayWhenThePlatformStoodStillHasPatienceWhenItIsUpAgain() throws Exception {
        say("gateway-1", MINUTE, MINUTE + 30_000, LedgerCounts.accepted(120));
        long up = MINUTE + DAY;

        say("gateway-2", up, up, LedgerCounts.ZERO);
        say("uplink-0", MINUTE - 60_000, up, new LedgerCounts(0, 40, 40, 0, 0));
        say("uplink-0", MINUTE, up, new LedgerCounts(0, 70, 70, 0, 0));
        say("uplink-1", MINUTE, up + 5_000, new LedgerCounts(0, 50, 50, 0, 0));

        assertThat(minute(MINUTE).sum()).isEqualTo(new LedgerSum(120, 120, 0, 0));
        goOn(up, LedgerFunction.PATIENCE.plusMinutes(2));
        assertThat(words()).isEmpty();
    }

    @Test
    void whatIsStillMissingAfterAPauseIsSaid() throws Exception {
        say("gateway-1", MINUTE, MINUTE + 30_000, LedgerCounts.accepted(120));
        long up = MINUTE + DAY;
        say("uplink-0", MINUTE, up, new LedgerCounts(0, 70, 70, 0, 0));

        goOn(up, LedgerFunction.PATIENCE.plusMinutes(1));

        assertThat(words()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.FAULT);
            assertThat(event.value()).isEqualTo(50);
        });
    }

    @Test
    void pausesAgainAndAgainMakeItNotDeaf() throws Exception {
        say("gateway-1", MINUTE, MINUTE + 30_000, LedgerCounts.accepted(120));

        for (int start = 1; start <= 4; start++) {
            goOn(MINUTE + start * DAY, Duration.ofMinutes(2));
        }

        assertThat(words()).extracting(DeviceEvent::type).containsExactly(EventType.FAULT);
    }

    @Test
    void aDifferenceOfTodayIsSaidInTimeHoweverLongThePlatformStoodStillBefore() throws Exception {
        say("gateway-1", MINUTE, MINUTE, LedgerCounts.accepted(3));
        say("uplink-0", MINUTE, MINUTE, new LedgerCounts(0, 3, 3, 0, 0));
        long up = MINUTE + DAY;

        say("gateway-2", up, up, LedgerCounts.accepted(1));
        goOn(up, LedgerFunction.PATIENCE.plusMinutes(1));

        assertThat(words()).extracting(DeviceEvent::type).containsExactly(EventType.FAULT);
    }

    @Test
    void aMinuteLeavesTheBooksAndStaysInTheSum() throws Exception {
        say("uplink-0", MINUTE, MINUTE, new LedgerCounts(0, 3, 3, 0, 0));
        long after = MINUTE + LedgerFunction.KEPT.toMillis();

        say("uplink-0", after, after, new LedgerCounts(0, 4, 4, 0, 0));
        say("uplink-0", MINUTE, after, new LedgerCounts(0, 9, 9, 0, 0));

        assertThat(newest()).containsEntry(LedgerMinute.key(MINUTE), null);
        assertThat(total().sum()).isEqualTo(new LedgerSum(7, 7, 0, 0));
        assertThat(total().since()).isEqualTo(MINUTE);
    }

    @Test
    void aRestoredLedgerGoesOn() throws Exception {
        say("gateway-1", MINUTE, MINUTE, LedgerCounts.accepted(3));
        say("uplink-0", MINUTE, MINUTE, new LedgerCounts(0, 2, 2, 0, 0));
        goOn(MINUTE, Duration.ofMillis(LATER - MINUTE));
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(saved);
        harness.open();

        say("uplink-0", MINUTE, LATER, new LedgerCounts(0, 3, 3, 0, 0));

        assertThat(minute(MINUTE).sum()).isEqualTo(new LedgerSum(3, 3, 0, 0));
        assertThat(words()).extracting(DeviceEvent::type).containsExactly(EventType.RESTORE);
    }

    @Test
    void whatItRemembersComesBackFromACheckpoint() throws Exception {
        LedgerCounts counts = new LedgerCounts(1, 2, -3, 4, 5_000_000_000L);
        LedgerPart part = new LedgerPart("uplink-0", MINUTE, LATER, counts);
        LedgerBook book =
                new LedgerBook(new LedgerTotal(MINUTE, LATER, new LedgerSum(4, 3, -2, 1)), MINUTE, true, 86_400_000);

        assertThat(RoundTrip.of(new LedgerCountsSerializer(), counts)).isEqualTo(counts);
        assertThat(RoundTrip.of(new LedgerPartSerializer(), part)).isEqualTo(part);
        assertThat(RoundTrip.of(new LedgerBookSerializer(), book)).isEqualTo(book);
    }

    @Test
    void aBookOfBeforePausesWereKnownIsRead() throws Exception {
        DataOutputSerializer old = new DataOutputSerializer(64);
        old.writeLong(MINUTE);
        old.writeLong(LATER);
        for (int count : new int[] {9, 6, 1, 2}) {
            old.writeByte(count);
        }
        old.writeLong(MINUTE);
        old.writeBoolean(true);

        assertThat(RoundTrip.ofOlderForm(new LedgerBookSerializer(), 1, old.getCopyOfBuffer()))
                .isEqualTo(new LedgerBook(new LedgerTotal(MINUTE, LATER, new LedgerSum(9, 6, 1, 2)), MINUTE, true, 0));
    }

    /** A gateway to which nothing comes. */
    private void goOn(long from, Duration time) throws Exception {
        for (long t = from; t <= from + time.toMillis(); t += 10_000) {
            say("gateway-2", LedgerPart.minuteOf(t) + 60_000, t, LedgerCounts.ZERO);
        }
    }

    private void say(String source, long minute, long t, LedgerCounts counts) throws Exception {
        harness.processElement(new LedgerPart(source, minute, t, counts), t);
    }

    private LedgerMinute minute(long minute) throws Exception {
        return LogJson.ledgerMinute(newest().get(LedgerMinute.key(minute)));
    }

    private LedgerTotal total() throws Exception {
        return LogJson.ledgerTotal(newest().get(LedgerTotal.KEY));
    }

    private Map<String, byte[]> newest() {
        Map<String, byte[]> newest = new HashMap<>();
        harness.extractOutputValues()
                .forEach(record -> newest.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
        return newest;
    }

    private List<DeviceEvent> words() {
        var said = harness.getSideOutput(LedgerFunction.WORDS);
        return said == null
                ? List.of()
                : said.stream()
                        .map(each -> ((DeviceUplink) each.getValue()).messages().get(0))
                        .map(DeviceEvent.class::cast)
                        .toList();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, LedgerPart, LogRecord> harness() throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LedgerFunction()), part -> 0, Types.INT);
        harness.setup(new LogRecordSerializer());
        return harness;
    }
}
