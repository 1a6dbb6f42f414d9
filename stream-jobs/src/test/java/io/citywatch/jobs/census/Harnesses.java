package io.citywatch.jobs.census;

import io.citywatch.jobs.uplink.DeviceUplink;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
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

    /** Takes out what has been emitted since the last call. */
    static <T> List<T> taken(KeyedOneInputStreamOperatorTestHarness<String, ?, T> harness) {
        List<T> values = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return values;
    }
}
