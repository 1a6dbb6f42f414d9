package io.citywatch.console.view;

import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.rule.RuleRecords;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of the log.
 *
 * @param alarms the alarms
 * @param census the counts
 * @param devices the devices
 * @param ledger the books
 * @param figures how many alarms call
 * @param rules the rules
 */
public record Views(
        AlarmView alarms,
        CensusView census,
        DeviceView devices,
        LedgerView ledger,
        FiguresView figures,
        RuleView rules) {
    /** The topics that the views are made of; all are compacted, so that reading them whole stays bounded. */
    static final List<String> TOPICS = List.of(
            LogTopics.ALARMS,
            LogTopics.CENSUS,
            LogTopics.DEVICES,
            LogTopics.LEDGER,
            LogTopics.ALARM_FIGURES,
            LogTopics.RULES);

    private static final String COUNT_SCOPE = "count/";
    private static final String TARGET_SCOPE = "target/";
    private static final String PARKING_SCOPE = "parking/";
    private static final String CONFLICT_SCOPE = DeviceConflict.scope("");

    /** Empty views. */
    public static Views empty() {
        return new Views(
                new AlarmView(),
                new CensusView(),
                new DeviceView(),
                new LedgerView(),
                new FiguresView(),
                new RuleView());
    }

    /**
     * Takes a record over; one without a value says that the log has forgotten what stood under its key.
     *
     * @throws IOException when the record can't be read; nothing has changed then
     */
    void apply(ConsumerRecord<byte[], byte[]> record, ViewListener listener) throws IOException {
        String name = new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        switch (record.topic()) {
            case LogTopics.ALARMS -> applyAlarm(name, value, listener);
            case LogTopics.CENSUS -> applyCensus(name, value, listener);
            case LogTopics.ALARM_FIGURES -> applyFigures(name, value, listener);
            case LogTopics.DEVICES -> applyDevice(name, value, listener);
            case LogTopics.LEDGER -> applyLedger(name, value);
            case LogTopics.RULES ->
                rules.apply(RuleRecords.read(record.offset(), record.timestamp(), record.key(), value));
            default -> throw new IOException("no view is made of " + record.topic());
        }
    }

    private void applyAlarm(String id, byte @Nullable [] value, ViewListener listener) throws IOException {
        if (value == null) {
            alarms.remove(id);
            return;
        }
        var alarm = LogJson.alarm(value);
        if (alarms.apply(alarm)) {
            listener.alarmChanged(alarm);
        }
    }

    private void applyCensus(String scope, byte @Nullable [] value, ViewListener listener) throws IOException {
        if (value == null) {
            census.remove(scope);
        } else if (scope.startsWith(COUNT_SCOPE)) {
            census.apply(LogJson.assetCount(value));
        } else if (scope.startsWith(CONFLICT_SCOPE)) {
            census.apply(LogJson.deviceConflict(value));
        } else if (scope.startsWith(TARGET_SCOPE)) {
            census.apply(LogJson.targetProgress(value));
        } else if (scope.startsWith(PARKING_SCOPE)) {
            census.apply(LogJson.parkingCount(value));
        }
        listener.censusChanged();
    }

    private void applyLedger(String key, byte @Nullable [] value) throws IOException {
        if (key.startsWith(LedgerMinute.SCOPE)) {
            if (value == null) {
                ledger.remove(LedgerMinute.ofKey(key));
            } else {
                ledger.apply(LogJson.ledgerMinute(value));
            }
        } else if (value != null) {
            ledger.apply(LogJson.ledgerTotal(value));
        }
    }

    private void applyFigures(String scope, byte @Nullable [] value, ViewListener listener) throws IOException {
        if (value == null) {
            figures.remove(scope);
        } else {
            figures.apply(LogJson.alarmFigures(value));
        }
        listener.figuresChanged();
    }

    private void applyDevice(String device, byte @Nullable [] value, ViewListener listener) throws IOException {
        if (value == null) {
            devices.remove(device);
            return;
        }
        DeviceRecord born = devices.apply(value);
        // An alarm is shown with its device's address, which may become known after it.
        alarms.ofDevice(born.address().device()).forEach(listener::alarmChanged);
    }
}
