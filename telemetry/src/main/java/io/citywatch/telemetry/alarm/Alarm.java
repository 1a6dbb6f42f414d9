package io.citywatch.telemetry.alarm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alarm: one rule at one device, with its present state and how it came to it.
 *
 * <p>An alarm is a standing thing in the sense of ISA-18.2: the same rule at the same device is the same alarm each time it
 * is raised, so that shelving it holds beyond one episode. Its id is derived from both. The record in the log with the
 * highest version is the one that holds.
 *
 * @param id {@code {device}~{rule}}
 * @param source the device it belongs to
 * @param rule the rule that raises it
 * @param severity how bad it is
 * @param state the state by ISA-18.2
 * @param active whether the condition holds now
 * @param acknowledged whether somebody has seen this episode
 * @param onset when the present (or last) episode began at the device, in milliseconds since 1970 UTC
 * @param updated when the newest transition happened, in milliseconds since 1970 UTC
 * @param evidence what was measured
 * @param text what it means, for people
 * @param version grows with every transition, over restarts too
 * @param history the newest transitions, oldest first, at most {@value #MAX_HISTORY}
 * @param handling what is under way beside its state
 */
public record Alarm(
        String id,
        AlarmSource source,
        String rule,
        Severity severity,
        AlarmState state,
        boolean active,
        boolean acknowledged,
        long onset,
        long updated,
        Evidence evidence,
        AlarmText text,
        long version,
        List<Transition> history,
        Handling handling) {
    /** How many transitions an alarm carries with it; older ones are in InfluxDB. */
    public static final int MAX_HISTORY = 20;

    public Alarm {
        history = List.copyOf(history);
    }

    /** An alarm with nothing under way beside its state. */
    public Alarm(
            String id,
            AlarmSource source,
            String rule,
            Severity severity,
            AlarmState state,
            boolean active,
            boolean acknowledged,
            long onset,
            long updated,
            Evidence evidence,
            AlarmText text,
            long version,
            List<Transition> history) {
        this(
                id,
                source,
                rule,
                severity,
                state,
                active,
                acknowledged,
                onset,
                updated,
                evidence,
                text,
                version,
                history,
                Handling.NONE);
    }

    /** The id of the alarm of that rule at that device. */
    public static String id(String device, String rule) {
        return device + '~' + rule;
    }

    /** The same alarm, with what is now known of its device. */
    public Alarm withSource(AlarmSource newest) {
        return with(newest, state, active, acknowledged, handling);
    }

    /** The same alarm, with that under way beside its state; neither a new version nor a step. */
    public Alarm withHandling(Handling underWay) {
        return with(source, state, active, acknowledged, underWay);
    }

    /** The same alarm in that state; neither a new version nor a step. */
    public Alarm withState(AlarmState other, boolean isActive, boolean isAcknowledged) {
        return with(source, other, isActive, isAcknowledged, handling);
    }

    private Alarm with(
            AlarmSource newest, AlarmState other, boolean isActive, boolean isAcknowledged, Handling underWay) {
        return new Alarm(
                id,
                newest,
                rule,
                severity,
                other,
                isActive,
                isAcknowledged,
                onset,
                updated,
                evidence,
                text,
                version,
                history,
                underWay);
    }

    /** The alarm after one more step: state and severity are the step's, its time is the version. */
    public Alarm after(Transition step, boolean isActive, boolean isAcknowledged) {
        List<Transition> steps = new ArrayList<>(history);
        steps.add(step);
        return new Alarm(
                id,
                source,
                rule,
                step.severity(),
                step.to(),
                isActive,
                isAcknowledged,
                onset,
                step.t(),
                evidence,
                text,
                step.t(),
                steps.subList(Math.max(0, steps.size() - MAX_HISTORY), steps.size()),
                handling);
    }

    /**
     * The measurement behind an alarm.
     *
     * @param metric the field name of the metric, if the rule looks at one
     * @param value what was measured, in the metric's unit
     * @param limit what was reached, in the metric's unit
     */
    public record Evidence(@Nullable String metric, @Nullable Double value, @Nullable Double limit) {
        public static final Evidence NONE = new Evidence(null, null, null);
    }

    /**
     * What is under way for an alarm beside its state.
     *
     * @param escalated how often it was escalated since it was last raised or acknowledged
     * @param latched whether the present episode needs a reset after it is over and acknowledged
     * @param until when it comes back by itself, in milliseconds since 1970 UTC; null when it is not put aside, or has no end
     * @param workOrder the work order under which it is put aside, if there is one
     * @param parent the id of the alarm that stands for it, while it is folded into one
     * @param members the alarms that it stands for, if it stands for others
     */
    public record Handling(
            int escalated,
            boolean latched,
            @Nullable Long until,
            @Nullable String workOrder,
            @Nullable String parent,
            @Nullable AlarmMembers members) {
        public static final Handling NONE = new Handling(0, false, null, null);

        /** Of an alarm that stands for itself alone. */
        public Handling(int escalated, boolean latched, @Nullable Long until, @Nullable String workOrder) {
            this(escalated, latched, until, workOrder, null, null);
        }

        /** The same, folded into that alarm; null: into none. */
        public Handling foldedInto(@Nullable String id) {
            return new Handling(escalated, latched, until, workOrder, id, members);
        }

        /** The same, standing for these alarms. */
        public Handling standingFor(AlarmMembers others) {
            return new Handling(escalated, latched, until, workOrder, parent, others);
        }
    }
}
