package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmJobIT {
    private static final DeviceAddress GAS = new DeviceAddress("410811", FacilityKind.GAS, "GAS-1");
    private static final DeviceAddress COVER = new DeviceAddress("410802", FacilityKind.MANHOLE, "COVER-1");

    @TempDir
    Path folder;

    private AlarmLog log;
    private JobClient job;
    private final long now = System.currentTimeMillis();

    @BeforeEach
    void start() throws Exception {
        log = new AlarmLog(folder.resolve("kafka"));
        startJob();
    }

    private void startJob() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        AlarmOptions options = AlarmOptions.of(log.bootstrapServers());
        AlarmJob.define(
                env,
                options.withRuntime(options.runtime()
                        .withParallelism(AlarmLog.PARTITIONS)
                        .withCheckpointInterval(Duration.ofMillis(200))
                        .withCheckpointFolder(
                                folder.resolve("checkpoints").toUri().toString())));
        job = env.executeAsync(AlarmJob.NAME);
    }

    @AfterEach
    void stop() throws Exception {
        job.cancel().get();
        log.close();
    }

    @Test
    void criticalGasIsRaisedAcknowledgedAndClosesTheValve() {
        log.says(GAS, Channel.BIRTH, now, birth("detector_networked", 3600));
        log.says(GAS, Channel.TELEMETRY, now + 10, gas(now, 25));
        log.ticks(now + 1000, now - 60_000);

        log.awaitUntil(() -> !log.alarms.isEmpty() && !log.commands.isEmpty());
        Alarm raised = log.alarms.get(0);
        assertThat(raised.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(raised.state()).isEqualTo(AlarmState.UNACK);
        assertThat(raised.source().asset()).isEqualTo("4108110111000042");
        assertThat(log.commands)
                .extracting(Command::command)
                .startsWith(Command.Verb.CLOSE_VALVE, Command.Verb.SOUND_SIREN);

        log.doesNonsense();
        log.does(new AlarmAction(
                raised.id(), "GAS-1", AlarmAction.Verb.ACKNOWLEDGE, now + 2000, "operator/li", null, null));
        log.awaitUntil(() -> log.alarms.size() == 2);

        assertThat(log.alarms.get(1).state()).isEqualTo(AlarmState.ACKED);
        assertThat(log.alarms.get(1).version()).isEqualTo(now + 2000);
    }

    @Test
    void timeInTheLogRaisesWhatIsPendingAndWhatIsSilent() {
        log.says(COVER, Channel.BIRTH, now, birth("cover_tilt", 10));
        log.says(
                COVER,
                Channel.TELEMETRY,
                now + 100,
                Reading.at(now).with(Metric.TILT_DEG, 20).build());
        log.ticks(now + 30_000, now - 60_000);
        log.ticks(now + 32_200, now - 60_000);
        // Nobody else is silent or tilted: ten seconds later it is certain that they come alone
        log.ticks(now + 50_000, now - 60_000);

        log.awaitUntil(() -> log.alarms.size() >= 2);

        assertThat(log.alarms)
                .extracting(Alarm::rule, Alarm::version)
                .containsExactlyInAnyOrder(tuple("manhole-tilt", now + 40_100), tuple("silence", now + 41_100));
    }

    /** Its battery is changed, and its clock begins anew in a year long past. */
    @Test
    void gasAtADeviceWhoseClockIsWrongClosesTheValveAndItsClockIsCalledFor() {
        long wrong = now - Duration.ofDays(4000).toMillis();
        log.says(GAS, Channel.BIRTH, now, birth("detector_networked", 3600));
        log.says(GAS, Channel.TELEMETRY, now + 100, gas(now, 0));
        log.says(GAS, Channel.TELEMETRY, now + 10_000, gas(wrong, 25));
        log.says(GAS, Channel.TELEMETRY, now + 30_000, gas(wrong + 20_000, 26));
        log.ticks(now + 60_000, now - 60_000);

        log.awaitUntil(() ->
                log.alarms.stream().anyMatch(alarm -> alarm.rule().equals("device-clock")) && !log.commands.isEmpty());

        assertThat(log.alarms)
                .extracting(Alarm::rule, Alarm::severity, Alarm::onset)
                .contains(
                        tuple("gas-leak", Severity.CRITICAL, now + 30_000),
                        tuple("device-clock", Severity.LOW, now + 30_000));
        assertThat(log.commands).extracting(Command::command).startsWith(Command.Verb.CLOSE_VALVE);
    }

    @Test
    void whoIsInstalledDuringWorkIsSuppressedAlsoWhenTheLogIsReplayed() throws Exception {
        log.does(new AssetAction(
                "4108110111000042",
                AlarmAction.Verb.SUPPRESS,
                now - 60_000,
                "operator/li",
                "renewal",
                now + 3_600_000,
                "WO-7"));
        // A job that starts knows what stands in the log
        job.cancel().get();
        startJob();
        log.says(GAS, Channel.BIRTH, now, birth("detector_networked", 3600));
        log.says(GAS, Channel.TELEMETRY, now + 10, gas(now, 25));
        log.awaitUntil(() -> !log.alarms.isEmpty());
        Alarm raised = log.alarms.get(0);
        job.cancel().get();

        startJob();

        log.awaitUntil(() -> log.alarms.stream().filter(raised::equals).count() == 2);
        assertThat(log.alarms).extracting(Alarm::state).containsOnly(AlarmState.SUPPRESSED);
    }

    @Test
    void booksThatDoNotBalanceAreAnAlarmThatEndsWhenTheyDo() {
        long minute = LedgerPart.minuteOf(now) - 600_000;
        log.books(new LedgerPart("gateway-1", minute, now, LedgerCounts.accepted(3)));
        log.awaitUntil(() -> log.alarms.size() == 1);
        log.books(new LedgerPart("uplink-0", minute, now + 5_000, new LedgerCounts(0, 3, 2, 1, 0)));
        log.awaitUntil(() -> log.alarms.size() == 2);

        Alarm raised = log.alarms.get(0);
        assertThat(raised.id()).isEqualTo("ledger~ledger-difference");
        assertThat(raised.source().kind()).isEqualTo(FacilityKind.PLATFORM);
        assertThat(raised.state()).isEqualTo(AlarmState.UNACK);
        assertThat(raised.severity()).isEqualTo(Severity.HIGH);
        assertThat(raised.evidence().value()).isEqualTo(3);
        assertThat(log.alarms.get(1).state()).isEqualTo(AlarmState.RTNUN);
    }

    private Birth birth(String type, int reportSeconds) {
        return new Birth(
                now,
                "4108110111000042",
                AssetState.COMMISSIONED,
                new Birth.Identity(null, null, type),
                Birth.Place.UNKNOWN,
                Birth.Share.NONE,
                0,
                reportSeconds);
    }

    private static Reading gas(long t, double gasLel) {
        return Reading.at(t).with(Metric.GAS_LEL, gasLel).build();
    }
}
