package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.alarms.group.CollectiveFunction;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.FloodFunction;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The function and those that fold alarms behind it, each under Flink's harness; what those say comes back as through the log. */
abstract class AlarmFunctionWithGroups extends AlarmFunctionHarness {
    /** The newest of each alarm. */
    final Map<String, Alarm> view = new TreeMap<>();

    /** Each time that an alarm called an operator, once however often it was counted anew since. */
    final Set<AlarmStep> calls = new LinkedHashSet<>();

    KeyedOneInputStreamOperatorTestHarness<String, CollectiveNews, LogRecord> districts;
    KeyedOneInputStreamOperatorTestHarness<String, FoldNews, LogRecord> floods;

    @BeforeEach
    void startGroups() throws Exception {
        groups(null, null);
    }

    @AfterEach
    void stopGroups() throws Exception {
        districts.close();
        floods.close();
    }

    /** The log comes to that second, and to the seconds after it in which groups are heard and have their say. */
    void comesTo(double second) throws Exception {
        for (double t = second; t <= second + 6; t += 3) {
            time(t);
            look();
            hears(districts, AlarmFunction.COLLECTIVES, t);
            hears(floods, AlarmFunction.FOLDS, t);
            look();
        }
    }

    private <N> void hears(
            KeyedOneInputStreamOperatorTestHarness<String, N, LogRecord> group, OutputTag<N> tag, double t)
            throws Exception {
        Queue<StreamRecord<N>> news = harness.getSideOutput(tag);
        while (news != null && !news.isEmpty()) {
            group.processElement(news.remove().getValue(), 0);
        }
        group.processWatermark(at(t));
        for (LogRecord said : group.extractOutputValues()) {
            assertThat(said.topic()).isEqualTo(LogTopics.ALARM_ACTIONS);
            harness.processElement(new AlarmInput.Acted((AlarmAction) LogJson.action(said.value())), 0);
        }
        group.getOutput().clear();
    }

    private void look() throws Exception {
        for (LogRecord record : harness.extractOutputValues()) {
            if (record.topic().equals(LogTopics.ALARMS) && record.value() == null) {
                view.remove(new String(record.key(), StandardCharsets.UTF_8));
            } else if (record.topic().equals(LogTopics.ALARMS)) {
                Alarm alarm = LogJson.alarm(record.value());
                view.put(alarm.id(), alarm);
            }
        }
        harness.getOutput().clear();
        Queue<StreamRecord<AlarmStep>> steps = harness.getSideOutput(AlarmFunction.STEPS);
        while (steps != null && !steps.isEmpty()) {
            AlarmStep step = steps.remove().getValue();
            if (step.now().calls()) {
                calls.add(step);
            }
        }
    }

    /** What an operator has before him: what holds and has no other that stands for it. */
    List<Alarm> standing() {
        return view.values().stream()
                .filter(alarm -> alarm.active() && alarm.handling().parent() == null)
                .toList();
    }

    /** What holds and is shown nowhere, since nothing that holds stands for it. */
    List<Alarm> hidden() {
        return view.values().stream().filter(this::isHidden).toList();
    }

    private boolean isHidden(Alarm alarm) {
        String parent = alarm.handling().parent();
        Alarm above = parent == null ? null : view.get(parent);
        return alarm.active() && parent != null && (above == null || !above.active() || isHidden(above));
    }

    /** All operators stop with a snapshot, and go on from it. */
    void restart() throws Exception {
        OperatorSubtaskState alarms = harness.snapshot(1, 0);
        OperatorSubtaskState ofDistricts = districts.snapshot(1, 0);
        OperatorSubtaskState ofFloods = floods.snapshot(1, 0);
        harness.close();
        stopGroups();
        harness = harness();
        harness.initializeState(alarms);
        harness.open();
        groups(ofDistricts, ofFloods);
    }

    /** What groups knew is lost. */
    void loseGroups() throws Exception {
        stopGroups();
        groups(null, null);
    }

    private void groups(@Nullable OperatorSubtaskState ofDistricts, @Nullable OperatorSubtaskState ofFloods)
            throws Exception {
        districts = start(new CollectiveFunction(), CollectiveNews::parent, ofDistricts);
        floods = start(new FloodFunction(), FloodFunction::city, ofFloods);
    }

    private static <N> KeyedOneInputStreamOperatorTestHarness<String, N, LogRecord> start(
            KeyedProcessFunction<String, N, LogRecord> function,
            KeySelector<N, String> key,
            @Nullable OperatorSubtaskState snapshot)
            throws Exception {
        var started = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), key, Types.STRING, JobEnvironment.MAX_PARALLELISM, 1, 0);
        if (snapshot != null) {
            started.initializeState(snapshot);
        }
        started.open();
        return started;
    }
}
