package io.citywatch.outward.cap;

import io.citywatch.outward.notice.Happening;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.receiver.Filter;
import io.citywatch.telemetry.alarm.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * The CAP messages of one episode of an alarm, from its history.
 *
 * @param type what the message at hand is
 * @param references the versions of those sent before it
 */
record CapMessages(Type type, List<Long> references) {
    CapMessages {
        references = List.copyOf(references);
    }

    /** CAP's types of messages that are used. */
    enum Type {
        ALERT("Alert"),
        UPDATE("Update"),
        CANCEL("Cancel");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * What a notice is to a receiver: the first that it is told of an episode is an alert, later ones are updates, and the end
     * is a cancellation, both with references to what it was told before. Everything follows from the alarm's history, so that
     * a message that is sent again is the same.
     *
     * <p>Where the history holds nothing that the receiver was told (it began earlier than the newest twenty transitions, or
     * before the receiver was set up), an end refers to whatever the history holds of the episode. When it holds nothing, the
     * end is an alert that says so, since a cancellation has to refer to something.
     */
    static CapMessages of(Notice notice, Filter filter) {
        List<Long> told = new ArrayList<>();
        List<Long> any = new ArrayList<>();
        for (Transition step : notice.alarm().history()) {
            if (step.t() >= notice.version()) {
                break;
            }
            Happening happening = Happening.of(step);
            if (happening == Happening.RAISED) {
                told.clear();
                any.clear();
            }
            if (happening != Happening.NOTED) {
                any.add(step.t());
                if (filter.accepts(notice.alarm(), step)) {
                    told.add(step.t());
                }
            }
        }
        if (notice.happening() == Happening.RAISED) {
            return new CapMessages(Type.ALERT, List.of());
        }
        if (notice.happening().isEnd()) {
            List<Long> ended = told.isEmpty() ? any : told;
            return new CapMessages(ended.isEmpty() ? Type.ALERT : Type.CANCEL, ended);
        }
        return new CapMessages(told.isEmpty() ? Type.ALERT : Type.UPDATE, told);
    }
}
