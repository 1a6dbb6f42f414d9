package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.uplink.DeviceUplink;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The watch over bays, alone. */
final class ParkingHarness {
    private ParkingHarness() {}

    static KeyedOneInputStreamOperatorTestHarness<String, DeviceUplink, AreaNews> bays() throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new BayWatch()),
                message -> message.address().device(),
                Types.STRING);
        harness.setup(new AreaNewsSerializer());
        return harness;
    }

    /** Takes out what has been emitted since the last call. */
    static List<AreaNews> taken(KeyedOneInputStreamOperatorTestHarness<String, DeviceUplink, AreaNews> harness) {
        List<AreaNews> values = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return values;
    }
}
