package io.citywatch.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.alarms.AlarmOptions;
import io.citywatch.jobs.census.CensusJob;
import io.citywatch.jobs.census.CensusOptions;
import io.citywatch.jobs.historian.HistorianJob;
import io.citywatch.jobs.historian.HistorianOptions;
import io.citywatch.telemetry.programme.Programme;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the graph of every job. */
class JobGraphsTest {

    static Stream<Named<Consumer<StreamExecutionEnvironment>>> jobs() {
        String log = "127.0.0.1:9";
        return Stream.of(
                Named.of(AlarmJob.NAME, env -> AlarmJob.define(env, AlarmOptions.of(log))),
                Named.of(
                        HistorianJob.NAME,
                        env -> HistorianJob.define(env, HistorianOptions.of(log, "http://127.0.0.1:9"))),
                Named.of(CensusJob.NAME, env -> CensusJob.define(env, CensusOptions.of(log, Programme.bundled()))));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void noElementAndNoStateGoesThroughKryo(Consumer<StreamExecutionEnvironment> definition) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        definition.accept(env);

        JobGraph graph = env.getStreamGraph().getJobGraph();

        assertThat(graph.getNumberOfVertices()).isPositive();
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyOperatorHasAUidThatStaysTheSame(Consumer<StreamExecutionEnvironment> definition) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, new Configuration());
        definition.accept(env);

        assertThat(env.getConfiguration().get(PipelineOptions.AUTO_GENERATE_UIDS))
                .isFalse();
        assertThat(env.getTransformations())
                .filteredOn(each -> each instanceof PhysicalTransformation)
                .extracting(Transformation::getUid)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }
}
