package io.citywatch.jobs.historian.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RollUpFunctionTest {
    private static final InfluxOptions NOBODY = InfluxOptions.of("http://127.0.0.1:9");

    /** A device that sends its readings of years has a million minutes. */
    @Test
    void whatIsTooOldToBeKeptIsInNoCheckpoint() throws Exception {
        long now = System.currentTimeMillis();
        RollUpSpan recent = minute(now - Duration.ofDays(1).toMillis());
        RollUpSpan hour = RollUpSpan.of(
                FacilityKind.GAS, RollUpWidth.HOUR, now - Duration.ofDays(400).toMillis());
        try (var harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new RollUpFunction(NOBODY, RollUpOptions.DEFAULT)))) {
            harness.open();
            harness.processElement(recent, now);
            harness.processElement(minute(now - Duration.ofDays(8).toMillis()), now);
            harness.processElement(hour, now);

            harness.snapshot(1, now);

            assertThat(harness.getOperator()
                            .getOperatorStateBackend()
                            .getListState(new ListStateDescriptor<>("spans", RollUpSpanSerializer.TYPE))
                            .get())
                    .containsExactlyInAnyOrder(recent, hour);
        }
    }

    private static RollUpSpan minute(long t) {
        return RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, t);
    }
}
