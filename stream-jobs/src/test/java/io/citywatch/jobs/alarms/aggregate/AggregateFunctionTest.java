package io.citywatch.jobs.alarms.aggregate;

import static io.citywatch.jobs.alarms.aggregate.Mains.BUCKET;
import static io.citywatch.jobs.alarms.aggregate.Mains.LATENESS;
import static io.citywatch.jobs.alarms.aggregate.Mains.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.detect.ForestDetector;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.ForestShape;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The function under Flink's harness: buckets, forests, snapshots. Times are in buckets of {@link Mains}. */
class AggregateFunctionTest {
    private static final String MAIN = "M-1";
    private static final String ALARM = "group.main.410811.M-1~main-pressure";
    private static final int LOST_FROM = 400;
    private static final int LOST_TO = 420;
    private static final int END = 480;
    private static final double LOST_KPA = 60;

    private KeyedOneInputStreamOperatorTestHarness<String, AggregateReading, LogRecord> harness;
    private AggregateFunction function;

    @BeforeEach
    void start() throws Exception {
        start(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aMainThatLosesPressureHasOneAlarmThatEndsWhenItIsBack() throws Exception {
        days(0, END);

        List<AlarmAction> actions = actions();
        assertThat(actions).extracting(AlarmAction::action).containsExactly(Verb.RAISE, Verb.CLEAR);
        AlarmAction raise = actions.get(0);
        assertThat(raise.alarm()).isEqualTo(ALARM);
        assertThat(raise.device()).isEqualTo("group.main.410811.M-1");
        assertThat(raise.by()).isEqualTo("rule/main-pressure");
        assertThat(raise.reason()).matches("score 0\\.[67]\\d; mean pressureKpa of 5 devices");
        assertThat(raise.finding()).isNotNull();
        long onset = raise.finding().onset();
        assertThat(onset).isBetween(at(LOST_FROM + 1), at(LOST_FROM + 3));
        assertThat(raise.t()).isEqualTo(onset + LATENESS);
        assertThat(raise.finding().severity()).isEqualTo(Severity.MEDIUM);
        AlarmGroup group = raise.finding().group();
        assertThat(group).isNotNull();
        assertThat(group.kind()).isEqualTo(FacilityKind.WATER_PIPE);
        assertThat(group.text()).isEqualTo(new AlarmText("管道 M-1：压力异常", "Main M-1: pressure is unusual"));
        assertThat(group.members()).isNull();
        assertThat(group.simulated()).isFalse();
        assertThat(group.evidence()).isNotNull();
        assertThat(group.evidence().metric()).isEqualTo("pressureKpa");
        assertThat(group.evidence().value()).isBetween(200.0, 290.0);
        assertThat(actions.get(1).finding()).isNotNull();
        assertThat(actions.get(1).finding().onset()).isEqualTo(onset);
        assertThat(actions.get(1).t()).isGreaterThan(at(LOST_TO));
    }

    @Test
    void aRestoredFunctionGoesOnAsIfNothingHadHappened() throws Exception {
        days(0, END);
        List<AlarmAction> whole = actions();
        byte[] last = packed();
        harness.close();

        start(null);
        List<AlarmAction> cut = new ArrayList<>();
        for (int bucket = 0; bucket < END; bucket++) {
            List<AggregateReading> readings = Mains.readings(MAIN, bucket, lost(bucket));
            for (int i = 0; i < readings.size(); i++) {
                harness.processElement(readings.get(i), 0);
                if (i == 2 && bucket % 23 == 0) {
                    OperatorSubtaskState snapshot = harness.snapshot(bucket, 0);
                    cut.addAll(actions());
                    harness.close();
                    start(snapshot);
                }
            }
            closeBucket(bucket);
        }
        cut.addAll(actions());

        assertThat(cut).isEqualTo(whole).isNotEmpty();
        assertThat(packed()).isEqualTo(last);
    }

    /** The alarm's writer ends the alarm with the rule; that is not heard here. */
    @Test
    void aRuleThatWasAwayWhileItsAlarmStoodRaisesItAnew() throws Exception {
        days(0, LOST_FROM + 5);
        byte[] forest = forestAlone();
        long back = at(LOST_FROM + 8);

        for (int bucket = LOST_FROM + 8; bucket < LOST_TO; bucket++) {
            for (AggregateReading reading : Mains.readings(MAIN, bucket, LOST_KPA)) {
                harness.processElement(ofRuleSince(back, reading), 0);
            }
            if (bucket == LOST_FROM + 8) {
                assertThat(forestAlone()).isEqualTo(forest);
            }
            closeBucket(bucket);
        }

        assertThat(actions()).extracting(AlarmAction::action).containsExactly(Verb.RAISE, Verb.CLEAR, Verb.RAISE);
        assertThat(Objects.requireNonNull(actions().get(2).finding()).onset()).isGreaterThan(back);
    }

    private static AggregateReading ofRuleSince(long since, AggregateReading reading) {
        return new AggregateReading(
                // What has gone on for a while is less strange, and enough for this one
                Mains.terms(0.35).holdingSince(since),
                reading.group(),
                reading.device(),
                reading.t(),
                reading.value(),
                reading.simulated());
    }

    /** The forest itself, without where its alarm stands. */
    private byte[] forestAlone() throws Exception {
        GroupSeries series = GroupSeries.unpack(new PackedSeries(packed(ALARM)));
        series.calm();
        return bytes(series);
    }

    @Test
    void orderRepetitionAndReadingsThatAreTooLateChangeNothing() throws Exception {
        days(0, END);
        List<AlarmAction> inOrder = actions();
        byte[] last = packed();
        harness.close();

        start(null);
        Random random = new Random(5);
        List<AggregateReading> underWay = new ArrayList<>();
        for (int bucket = 0; bucket < END; bucket++) {
            List<AggregateReading> now = new ArrayList<>(underWay);
            underWay.clear();
            for (AggregateReading reading : Mains.readings(MAIN, bucket, lost(bucket))) {
                (random.nextInt(3) == 0 ? underWay : now).add(reading);
                if (random.nextInt(3) == 0) {
                    now.add(reading);
                }
            }
            Collections.shuffle(now, random);
            for (AggregateReading reading : now) {
                harness.processElement(reading, 0);
            }
            // The bucket has ended, and is not closed: what is under way still counts
            harness.processWatermark(at(bucket + 1) + LATENESS - 1);
            for (AggregateReading reading : underWay) {
                harness.processElement(reading, 0);
            }
            underWay.clear();
            closeBucket(bucket);
            if (bucket > 0) {
                harness.processElement(Mains.reading(MAIN, 0, bucket - 0.01, 5), 0);
            }
        }

        assertThat(actions()).isEqualTo(inOrder).isNotEmpty();
        assertThat(packed()).isEqualTo(last);
    }

    @Test
    void aBucketInWhichNobodyOrTooFewSpeakHasNoValue() throws Exception {
        days(0, 200);
        byte[] forest = forest();

        harness.processWatermark(at(205) + LATENESS);
        assertThat(forest()).isEqualTo(forest);
        harness.processElement(Mains.reading(MAIN, 0, 205.5, 10), 0);
        closeBucket(205);
        assertThat(forest()).isEqualTo(forest);
        harness.processElement(Mains.reading(MAIN, 0, 206.5, 300), 0);
        harness.processElement(Mains.reading(MAIN, 1, 206.5, 310), 0);
        closeBucket(206);
        assertThat(forest()).isNotEqualTo(forest);
    }

    @Test
    void whoMissesABucketCountsWithWhatHeSaidBefore() throws Exception {
        AggregateReading gone = Mains.reading(MAIN, 4, 0.5, 900);
        harness.processElement(gone, 0);
        for (int bucket = 0; bucket < 4; bucket++) {
            harness.processElement(Mains.reading(MAIN, 0, bucket + 0.5, 300), 0);
            closeBucket(bucket);
        }

        // In its own bucket and in the two in whose end it is not yet two buckets old
        GroupSeries expected = new GroupSeries(gone.group(), Mains.TERMS);
        var detector = new ForestDetector(Mains.TERMS.detector());
        detector.observe(expected.forest, at(1), 600);
        detector.observe(expected.forest, at(2), 600);
        assertThat(forest()).isEqualTo(bytes(expected));
    }

    @Test
    void realDevicesTakeThePlaceOfSimulatedOnes() throws Exception {
        for (int bucket = 0; bucket < LOST_FROM + 5; bucket++) {
            for (AggregateReading reading : Mains.readings(MAIN, bucket, lost(bucket))) {
                harness.processElement(simulated(reading), 0);
            }
            closeBucket(bucket);
        }
        assertThat(actions()).extracting(AlarmAction::action).containsExactly(Verb.RAISE);
        assertThat(actions().get(0).finding()).isNotNull();
        assertThat(actions().get(0).finding().group()).isNotNull();
        assertThat(actions().get(0).finding().group().simulated()).isTrue();

        int bucket = LOST_FROM + 5;
        for (AggregateReading reading : Mains.readings(MAIN, bucket, 0)) {
            harness.processElement(reading, 0);
        }
        harness.processElement(simulated(Mains.reading(MAIN, 17, bucket + 0.5, 1000)), 0);
        closeBucket(bucket);

        assertThat(actions()).extracting(AlarmAction::action).containsExactly(Verb.RAISE, Verb.CLEAR);
        assertThat(actions().get(1).reason()).isEqualTo("real devices have taken the place of simulated ones");
        assertThat(GroupSeries.unpack(new PackedSeries(packed())).real).isTrue();
        GroupSeries expected = new GroupSeries(Mains.reading(MAIN, 0, 0, 0).group(), Mains.TERMS);
        double[] values = Mains.readings(MAIN, bucket, 0).stream()
                .mapToDouble(AggregateReading::value)
                .toArray();
        new ForestDetector(Mains.TERMS.detector())
                .observe(
                        expected.forest,
                        at(bucket + 1),
                        Mains.TERMS.detector().series().aggregate().of(values));
        assertThat(forest()).isEqualTo(bytes(expected));
    }

    @Test
    void aGroupThatIsGoneIsForgottenWithItsAlarm() throws Exception {
        days(0, LOST_FROM + 5);
        assertThat(actions()).extracting(AlarmAction::action).containsExactly(Verb.RAISE);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        harness.processWatermark(at(LOST_FROM + 5) + LATENESS + AggregateWatch.FORGOTTEN.toMillis());

        assertThat(actions()).extracting(AlarmAction::action).containsExactly(Verb.RAISE, Verb.CLEAR);
        assertThat(actions().get(1).reason()).isEqualTo("nothing was heard of the group for a week");
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aRuleThatChangesGoesOnWhereThatIsSound() throws Exception {
        days(0, LOST_FROM);
        byte[] forest = forest();

        say(Mains.terms(0.7), 400);
        assertThat(forest()).isEqualTo(forest);
        say(Mains.terms(0.7, new ForestShape(20, 64, 4, Mains.WARM_UP + 1)), 400);
        assertThat(forest()).isNotEqualTo(forest);
    }

    @Test
    void anAlarmThatWasFoundByTheFormerRuleIsOverWithTheFirstReadingUnderAnother() throws Exception {
        days(0, LOST_FROM + 5);
        say(Mains.terms(0.7), LOST_FROM + 5);
        assertThat(actions()).extracting(AlarmAction::action).containsExactly(Verb.RAISE);

        say(Mains.terms(0.7, new ForestShape(20, 64, 4, Mains.WARM_UP + 1)), LOST_FROM + 5);

        assertThat(actions()).extracting(AlarmAction::action).containsExactly(Verb.RAISE, Verb.CLEAR);
        assertThat(actions().get(1).reason()).isEqualTo("the rule was changed");
        assertThat(actions().get(1).t()).isEqualTo(at(LOST_FROM + 5) + LATENESS);
    }

    @Test
    void mainsAreJudgedApartAndForestsThatAreNotAtHandAreUnpacked() throws Exception {
        int mains = 70;
        for (int bucket = 0; bucket < 3; bucket++) {
            for (int main = 0; main < mains; main++) {
                for (AggregateReading reading : Mains.readings("M-" + main, bucket, 0)) {
                    harness.processElement(reading, 0);
                }
            }
            closeBucket(bucket);
        }

        for (int main = 0; main < mains; main += 23) {
            GroupSeries expected =
                    new GroupSeries(Mains.reading("M-" + main, 0, 0, 0).group(), Mains.TERMS);
            for (int bucket = 0; bucket < 3; bucket++) {
                double[] values = Mains.readings("M-" + main, bucket, 0).stream()
                        .mapToDouble(AggregateReading::value)
                        .toArray();
                new ForestDetector(Mains.TERMS.detector())
                        .observe(
                                expected.forest,
                                at(bucket + 1),
                                Mains.TERMS.detector().series().aggregate().of(values));
            }
            assertThat(forest("group.main.410811.M-" + main + "~main-pressure")).isEqualTo(bytes(expected));
        }
    }

    private void say(AggregateTerms terms, int bucket) throws Exception {
        AggregateReading reading = Mains.reading(MAIN, 0, bucket + 0.1, 300);
        harness.processElement(
                new AggregateReading(terms, reading.group(), reading.device(), reading.t(), reading.value(), false), 0);
    }

    private static AggregateReading simulated(AggregateReading real) {
        return new AggregateReading(real.terms(), real.group(), "sim-" + real.device(), real.t(), real.value(), true);
    }

    private void days(int from, int to) throws Exception {
        for (int bucket = from; bucket < to; bucket++) {
            for (AggregateReading reading : Mains.readings(MAIN, bucket, lost(bucket))) {
                harness.processElement(reading, 0);
            }
            closeBucket(bucket);
        }
    }

    private static double lost(int bucket) {
        return bucket >= LOST_FROM && bucket < LOST_TO ? LOST_KPA : 0;
    }

    private void closeBucket(int bucket) throws Exception {
        harness.processWatermark(at(bucket) + BUCKET + LATENESS);
    }

    private void start(@Nullable OperatorSubtaskState snapshot) throws Exception {
        function = new AggregateFunction();
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function),
                AggregateReading::key,
                Types.STRING,
                JobEnvironment.MAX_PARALLELISM,
                1,
                0);
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
    }

    private byte[] packed() throws Exception {
        return packed(ALARM);
    }

    private byte[] packed(String key) throws Exception {
        harness.getOperator().setCurrentKey(key);
        return function.getRuntimeContext()
                .getState(new ValueStateDescriptor<>("series", PackedSeriesSerializer.TYPE))
                .value()
                .form();
    }

    private byte[] forest() throws Exception {
        return forest(ALARM);
    }

    private byte[] forest(String key) throws Exception {
        return bytes(GroupSeries.unpack(new PackedSeries(packed(key))));
    }

    /** The forest alone, and where its alarm stands. */
    private static byte[] bytes(GroupSeries series) throws IOException {
        GroupSeries plain = new GroupSeries(series.group, Mains.TERMS);
        plain.forest = series.forest;
        return plain.pack().form();
    }

    private List<AlarmAction> actions() throws IOException {
        List<AlarmAction> actions = new ArrayList<>();
        for (LogRecord record : harness.extractOutputValues()) {
            assertThat(record.topic()).isEqualTo(LogTopics.ALARM_ACTIONS);
            AlarmAction action = (AlarmAction) LogJson.action(record.value());
            assertThat(action.alarm()).isEqualTo(Alarm.id(action.device(), "main-pressure"));
            actions.add(action);
        }
        return actions;
    }
}
