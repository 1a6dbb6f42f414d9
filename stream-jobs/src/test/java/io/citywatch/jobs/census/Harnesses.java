package io.citywatch.jobs.census;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.ListeningState;
import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The operators of the census, each alone. */
final class Harnesses {
    private Harnesses() {}

    /** Devices, and beside them the gateway's ticks. */
    static KeyedBroadcastOperatorTestHarness<String, DeviceUplink, Tick, AssetNews> devices() throws Exception {
        var harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(new DeviceBinding(), List.of(ListeningState.PERIODS)),
                (DeviceUplink message) -> message.address().device(),
                Types.STRING,
                JobEnvironment.MAX_PARALLELISM,
                1,
                0);
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
    static void addConflicts(AbstractStreamOperatorTestHarness<?> devices, Map<String, List<String>> conflicts)
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

    /** How many keys have a state. */
    static int entries(AbstractStreamOperatorTestHarness<?> harness) {
        HeapKeyedStateBackend<?> state =
                (HeapKeyedStateBackend<?>) ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
        return state.numKeyValueStateEntries();
    }

    /** Takes out what has been emitted since the last call. */
    static <T> List<T> taken(AbstractStreamOperatorTestHarness<T> harness) {
        List<T> values = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return values;
    }
}
