package io.citywatch.jobs.ledger;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.DeviceUplinkSerializer;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.ledger.LedgerTotal;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the balance: of each part the newest, summed by minute and over all.
 *
 * <p>Its time is that of the parts, so the same parts give the same balance and the same alarms. A minute that is over for
 * {@link #PATIENCE} and does not balance makes the device {@link #DEVICE} say that there is a fault; when all do, that it is
 * over. After {@link #KEPT} a minute leaves the books; what it contributed to the sum of all stays.
 *
 * <p><b>Pauses.</b> Where no part came for longer than {@link #PAUSE}, nobody kept the books: the platform stood still. What was under
 * way when it did is accounted for only after it is up again, by several sources one after the other, so a pause uses up no
 * patience with the minutes that were open before it. Patience goes on, and does not begin anew: a platform that stands still
 * again and again has as much of it as one that does not.
 */
final class LedgerFunction extends KeyedProcessFunction<Integer, LedgerPart, LogRecord> {
    /** Side output: what the books say as if they were a device. */
    static final OutputTag<DeviceUplink> WORDS = new OutputTag<>("words", DeviceUplinkSerializer.TYPE);

    /** The device as which the books speak; no district's. */
    static final DeviceAddress DEVICE =
            new DeviceAddress(DeviceAddress.PLATFORM_DISTRICT, FacilityKind.PLATFORM, "ledger");

    /** The historian's checkpoints and InfluxDB's restart take less; a longer pause somebody has to look at. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Six times as long as it takes a gateway to which nothing comes to say so. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** As long as the log keeps messages. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final long serialVersionUID = 1;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private transient @Nullable State state;

    private record State(
            MapState<String, LedgerCounts> parts,
            MapState<Long, LedgerCounts> minutes,
            MapState<Long, Long> open,
            MapState<Long, Long> pausedBefore,
            ValueState<LedgerBook> book) {}

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        state = new State(
                runtime.getMapState(new MapStateDescriptor<>("parts", Types.STRING, LedgerCountsSerializer.TYPE)),
                runtime.getMapState(new MapStateDescriptor<>("minutes", Types.LONG, LedgerCountsSerializer.TYPE)),
                runtime.getMapState(new MapStateDescriptor<>("open", Types.LONG, Types.LONG)),
                // Of minutes that are open: how long the books had paused when their difference appeared
                runtime.getMapState(new MapStateDescriptor<>("paused-before", Types.LONG, Types.LONG)),
                runtime.getState(new ValueStateDescriptor<>("book", LedgerBookSerializer.TYPE)));
    }

    @Override
    public void processElement(LedgerPart part, Context context, Collector<LogRecord> out) throws Exception {
        if (state == null) {
            throw new IllegalStateException("a part before open");
        }
        LedgerBook before = state.book.value();
        LedgerBook book = before == null
                ? new LedgerBook(new LedgerTotal(part.minute(), part.t(), LedgerSum.ZERO), 0, false, 0)
                : before;
        long now = Math.max(book.total().t(), part.t());
        long gap = now - book.total().t();
        long paused = book.paused() + (gap > PAUSE.toMillis() ? gap : 0);
        LedgerSum total = book.total().sum();
        if (part.minute() > now - KEPT.toMillis()) {
            total = enter(state, part, paused, total, out);
        }
        LedgerTotal balance = new LedgerTotal(Math.min(book.total().since(), part.minute()), now, total);
        out.collect(LogRecord.of(LogTopics.LEDGER, LedgerTotal.KEY, LogJson.encode(balance)));
        long hour = now - Math.floorMod(now, HOUR_MILLIS);
        if (hour > book.cleared()) {
            clear(state, now - KEPT.toMillis(), out);
        }
        boolean alarm = judge(state, book.alarmed(), now, paused, context);
        state.book.update(new LedgerBook(balance, hour, alarm, paused));
    }

    private static LedgerSum enter(State state, LedgerPart part, long paused, LedgerSum total, Collector<LogRecord> out)
            throws Exception {
        LedgerCounts known = state.parts.get(part.key());
        LedgerCounts minute = state.minutes.get(part.minute());
        LedgerCounts before = minute == null ? LedgerCounts.ZERO : minute;
        LedgerCounts after = before.plus(part.counts()).minus(known == null ? LedgerCounts.ZERO : known);
        state.parts.put(part.key(), part.counts());
        state.minutes.put(part.minute(), after);
        long difference = after.sum().difference();
        if (difference == 0) {
            close(state, part.minute());
        } else {
            if (!state.open.contains(part.minute())) {
                state.pausedBefore.put(part.minute(), paused);
            }
            state.open.put(part.minute(), difference);
        }
        LedgerMinute balance = new LedgerMinute(part.minute(), after.sum());
        out.collect(LogRecord.of(LogTopics.LEDGER, balance.key(), LogJson.encode(balance)));
        return total.replacing(before.sum(), after.sum());
    }

    private static void close(State state, long minute) throws Exception {
        state.open.remove(minute);
        state.pausedBefore.remove(minute);
    }

    /** Says that the books do not balance, or that they do again; whether they do not. */
    private static boolean judge(State state, boolean alarmed, long now, long paused, Context context)
            throws Exception {
        long missing = 0;
        for (Map.Entry<Long, Long> minute : state.open.entries()) {
            Long pausedBefore = state.pausedBefore.get(minute.getKey());
            long patience = PATIENCE.toMillis() + paused - (pausedBefore == null ? 0 : pausedBefore);
            if (minute.getKey() + LedgerPart.MINUTE_MILLIS + patience <= now) {
                missing += Math.abs(minute.getValue());
            }
        }
        boolean alarm = missing > 0;
        if (alarm != alarmed) {
            DeviceEvent event = new DeviceEvent(
                    now,
                    alarm ? EventType.FAULT : EventType.RESTORE,
                    (double) missing,
                    alarm ? "accepted messages that are neither stored nor duplicate nor rejected" : null);
            context.output(WORDS, new DeviceUplink(DEVICE, Channel.EVENT, now, List.of(event), null));
        }
        return alarm;
    }

    private static void clear(State state, long until, Collector<LogRecord> out) throws Exception {
        Iterator<Long> minutes = state.minutes.keys().iterator();
        while (minutes.hasNext()) {
            long minute = minutes.next();
            if (minute <= until) {
                minutes.remove();
                close(state, minute);
                out.collect(new LogRecord(
                        LogTopics.LEDGER, LedgerMinute.key(minute).getBytes(StandardCharsets.UTF_8), null));
            }
        }
        Iterator<String> parts = state.parts.keys().iterator();
        while (parts.hasNext()) {
            String key = parts.next();
            if (Long.parseLong(key.substring(key.lastIndexOf('/') + 1)) <= until) {
                parts.remove();
            }
        }
    }
}
