package io.citywatch.jobs.census;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The operators of the census, each alone. */
final class Harnesses {
    private Harnesses() {}

    static KeyedOneInputStreamOperatorTestHarness<String, DeviceUplink, AssetNews> devices() throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DeviceBinding()),
                message -> message.address().device(),
                Types.STRING);
        harness.setup(new AssetNewsSerializer());
        return harness;
    }

    static KeyedOneInputStreamOperatorTestHarness<String, AssetNews, CountChange> assets() throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AssetCensus()), AssetNews::asset, Types.STRING);
        harness.setup(new CountChangeSerializer());
        return harness;
    }

    /** Adds the conflicts that stand: of each device the asset that it is bound to, and the one that has it too. */
    static void addConflicts(
            KeyedOneInputStreamOperatorTestHarness<String, ?, ?> devices, Map<String, List<String>> conflicts)
            throws IOException {
        var said = devices.getSideOutput(DeviceBinding.DEVICES);
        for (StreamRecord<LogRecord> each : said == null ? List.<StreamRecord<LogRecord>>of() : said) {
            LogRecord record = each.getValue();
            if (!record.topic().equals(LogTopics.CENSUS)) {
                continue;
            }
            String scope = new String(record.key(), UTF_8);
            if (record.value() == null) {
                conflicts.remove(scope);
            } else {
                DeviceConflict conflict = LogJson.deviceConflict(record.value());
                conflicts.put(scope, List.of(conflict.asset(), conflict.otherAsset()));
            }
        }
    }

    /** Takes out what has been emitted since the last call. */
    static <T> List<T> taken(KeyedOneInputStreamOperatorTestHarness<String, ?, T> harness) {
        List<T> values = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return values;
    }
}
