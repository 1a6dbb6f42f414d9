package io.citywatch.standalone.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void aJobThatTriesAgainAndAgainTellsWhyItFailed() throws Exception {
        try (FlinkCluster flink = FlinkCluster.start(folder, 0)) {
            FlinkCluster.Job job = flink.submit("unlucky", env -> {
                Configuration restarts = new Configuration();
                restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
                restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
                restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
                env.configure(restarts);
                env.fromSequence(0, Long.MAX_VALUE).map(new Unlucky()).sinkTo(new DiscardingSink<>());
            });

            await().atMost(PATIENCE).until(() -> job.lastFailure() != null);

            assertThat(job.lastFailure()).isEqualTo("java.lang.IllegalStateException: no luck today");
            assertThat(job.hasEnded()).isFalse();
            assertThat(job.goesOn()).isFalse();
        }
    }

    private static final class Unlucky implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public Long map(Long number) {
            throw new IllegalStateException("no luck today");
        }
    }
}
