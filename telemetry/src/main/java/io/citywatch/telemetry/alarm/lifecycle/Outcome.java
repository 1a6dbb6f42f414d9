package io.citywatch.telemetry.alarm.lifecycle;

import io.citywatch.telemetry.alarm.AlarmState;

/** What comes of a cause in a state. */
public sealed interface Outcome {
    /** The alarm goes to that state. */
    record To(AlarmState state) implements Outcome {}

    /** The alarm stays where it is; what lies beneath changes, and the step is recorded. */
    record Stay() implements Outcome {}

    /** The alarm goes to the state that its condition has now. */
    record ToCondition() implements Outcome {}

    /** Nothing is new in that, and nothing is recorded. */
    record Nothing() implements Outcome {}

    /** It can't be done, for that reason. */
    record Refused(Refusal refusal) implements Outcome {}
}
