package io.citywatch.console.action;

import io.citywatch.console.action.ActionRefusedException.Refusal;
import io.citywatch.console.meter.ConsoleMeter;
import io.citywatch.console.view.AlarmView;
import io.citywatch.console.view.DeviceView;
import io.citywatch.console.view.RuleView;
import io.citywatch.console.view.Views;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.lifecycle.ActionTerms;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes operators' actions.
 *
 * <p>An action is checked against what the console knows, appended to the log, and then the alarm job, which alone changes
 * alarms, is given a moment to answer. What the check lets through by a hair (two operators at once) the job decides: the one
 * whose action stands in the alarm's history has won, and the other hears what the alarm has become.
 * Thread-safe; calls wait.
 */
public final class ActionDesk {
    private static final Logger log = LoggerFactory.getLogger(ActionDesk.class);

    /** How long the log may take to accept an action. */
    private static final Duration APPEND_TIME = Duration.ofSeconds(5);
    /** How long the alarm job may take to answer: many times its usual few milliseconds, and still short for a hand. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(2);

    private final AlarmView alarms;
    private final DeviceView devices;
    private final RuleView rules;
    private final Producer<byte[], byte[]> producer;
    private final InstantSource clock;
    private final MeterRegistry meters;

    public ActionDesk(Views views, Producer<byte[], byte[]> producer, InstantSource clock, MeterRegistry meters) {
        this.alarms = views.alarms();
        this.devices = views.devices();
        this.rules = views.rules();
        this.producer = producer;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Takes an action.
     *
     * @throws ActionRefusedException when it can't be taken; nothing has happened then
     */
    public ActionOutcome take(ActionRequest request) throws ActionRefusedException, InterruptedException {
        try {
            ActionOutcome outcome = checkAndTake(request);
            count(request, outcome.done() ? "done" : "pending");
            return outcome;
        } catch (ActionRefusedException e) {
            count(request, e.refusal().text());
            throw e;
        }
    }

    private ActionOutcome checkAndTake(ActionRequest request) throws ActionRefusedException, InterruptedException {
        long now = clock.millis();
        Alarm alarm = alarms.get(request.alarm());
        if (alarm == null) {
            throw new ActionRefusedException(Refusal.UNKNOWN_ALARM, "There is no alarm " + request.alarm() + ".");
        }
        // Whoever acts has seen this version: an action is never older than it, even where this machine's clock is
        // behind.
        long t = Math.max(now, alarm.version());
        AlarmAction action = new AlarmAction(
                alarm.id(),
                alarm.source().device(),
                request.verb(),
                t,
                request.by(),
                request.reason(),
                request.until(),
                request.workOrder());
        ActionCheck.check(action, alarm, rules.at(now));
        if (isOvertaken(request, alarm)) {
            throw ActionCheck.overtaken();
        }
        CompletableFuture<Alarm> changed = alarms.expect(
                alarm.id(), alarm.version(), next -> carries(action, next) || refusal(action, next) != null);
        try {
            appendForOthersOfTheAsset(action, alarm);
            append(action);
            Alarm answer = changed.get(ANSWER_TIME.toMillis(), TimeUnit.MILLISECONDS);
            ActionRefusedException refused = carries(action, answer) ? null : refusal(action, answer);
            if (refused != null) {
                throw refused;
            }
            return new ActionOutcome(answer, true);
        } catch (TimeoutException e) {
            Alarm present = alarms.get(alarm.id());
            return new ActionOutcome(present == null ? alarm : present, false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an expectation of an alarm never fails", e);
        } finally {
            changed.cancel(false);
        }
    }

    /**
     * Work is done at an asset: what suppresses one of its devices suppresses all of them, and ends for all. They come first, so
     * that whoever tries again when the log was away reaches those that were not reached.
     */
    private void appendForOthersOfTheAsset(AlarmAction action, Alarm alarm)
            throws ActionRefusedException, InterruptedException {
        String asset = alarm.source().asset();
        if (asset == null || !action.action().isOnDevice()) {
            return;
        }
        // Who is installed there meanwhile is suppressed as well
        append(
                asset,
                LogJson.encode(new AssetAction(
                        asset,
                        action.action(),
                        action.t(),
                        action.by(),
                        action.reason(),
                        action.until(),
                        action.workOrder())));
        for (String device : devices.ofAsset(asset)) {
            if (!device.equals(action.device())) {
                append(new AlarmAction(
                        Alarm.id(device, alarm.rule()),
                        device,
                        action.action(),
                        action.t(),
                        action.by(),
                        action.reason(),
                        action.until(),
                        action.workOrder()));
            }
        }
    }

    private void append(AlarmAction action) throws ActionRefusedException, InterruptedException {
        append(action.device(), LogJson.encode(action));
        log.atInfo()
                .addKeyValue("device", action.device())
                .addKeyValue("alarm", action.alarm())
                .addKeyValue("action", action.action().text())
                .addKeyValue("principal", action.by())
                .log("Operator's action taken");
    }

    private void append(String key, byte[] action) throws ActionRefusedException, InterruptedException {
        try {
            producer.send(new ProducerRecord<>(LogTopics.ALARM_ACTIONS, key.getBytes(StandardCharsets.UTF_8), action))
                    .get(APPEND_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.atWarn()
                    .addKeyValue("topic", LogTopics.ALARM_ACTIONS)
                    .addKeyValue("reason", e.getMessage())
                    .log("An operator's action could not be appended to the log");
            throw new ActionRefusedException(
                    Refusal.LOG_AWAY, "The log does not take the action at the moment. Please try again.");
        }
    }

    private void count(ActionRequest request, String outcome) {
        ConsoleMeter.ACTIONS
                .counter(meters, "verb", request.verb().text(), "outcome", outcome)
                .increment();
    }

    /** Whether the action stands in the alarm's history. */
    private static boolean carries(AlarmAction action, Alarm alarm) {
        return alarm.history().stream()
                .anyMatch(step -> step.t() >= action.t()
                        && step.cause().equals(action.action().text())
                        && action.by().equals(step.by())
                        && Objects.equals(action.reason(), step.reason()));
    }

    /** Whether the alarm has called anew since somebody saw it last, so that it is not what was looked at. */
    private static boolean isOvertaken(ActionRequest request, Alarm alarm) {
        return request.version() != null
                && ActionTerms.isOfWhatIsSeen(request.verb())
                && ActionTerms.lastCall(alarm) > request.version();
    }

    /** Why the alarm, as it has become meanwhile, can't carry the action any more; null when it still can. */
    private @Nullable ActionRefusedException refusal(AlarmAction action, Alarm alarm) {
        try {
            ActionCheck.check(action, alarm, rules.at(action.t()));
            return null;
        } catch (ActionRefusedException e) {
            return e;
        }
    }
}
