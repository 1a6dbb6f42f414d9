package io.citywatch.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.jobs.alarms.device.Rehearsal.Call;
import io.citywatch.jobs.alarms.rule.DefaultRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a trial of rules has shown: which alarms come, go and move, and what can't be said. */
final class TrialReport {
    /** The rules of whose alarms a trial says nothing. */
    private static final List<String> LEFT_OUT = List.of(DefaultRules.COMMAND_UNANSWERED, DefaultRules.LEDGER);

    private final RulesTrial trial;
    private final TrialDifference difference;

    TrialReport(RulesTrial trial) {
        this.trial = trial;
        difference = TrialDifference.of(trial.before().calls(), trial.after().calls());
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        difference.come().forEach(call -> lines.add(line('+', call)));
        difference.go().forEach(call -> lines.add(line('-', call)));
        difference.moved().forEach(move -> lines.add(line('~', move.to()) + ", " + move.words()));
        lines.add("%d messages: %d alarms by the present rules, %d by the changed ones; %d come, %d go, %d move"
                .formatted(
                        trial.messages(),
                        trial.before().calls().size(),
                        trial.after().calls().size(),
                        difference.come().size(),
                        difference.go().size(),
                        difference.moved().size()));
        lines.add(("%d operators' actions, of which %d make no sense by the present rules, %d by the changed ones; "
                        + "what operators would have done otherwise is not known")
                .formatted(
                        trial.actions(), trial.before().refused(), trial.after().refused()));
        lines.add("not tried: whether devices do what they are told (%s), and the books (%s)"
                .formatted(DefaultRules.COMMAND_UNANSWERED, DefaultRules.LEDGER));
        return lines;
    }

    /** For programs. */
    String json() {
        ObjectNode answer = new ObjectMapper().createObjectNode();
        answer.put("messages", trial.messages());
        answer.put("alarms", trial.before().calls().size());
        answer.put("alarmsByChanged", trial.after().calls().size());
        answer.put("actions", trial.actions());
        answer.put("refused", trial.before().refused());
        answer.put("refusedByChanged", trial.after().refused());
        ArrayNode come = answer.putArray("come");
        difference.come().forEach(call -> add(come, call));
        ArrayNode go = answer.putArray("go");
        difference.go().forEach(call -> add(go, call));
        ArrayNode moved = answer.putArray("moved");
        difference.moved().forEach(move -> add(moved, move.to())
                .put("from", move.from().t()));
        LEFT_OUT.forEach(answer.putArray("notTried")::add);
        return answer.toPrettyString();
    }

    private static String line(char sign, Call call) {
        return sign + " " + Instant.ofEpochMilli(call.t()) + " " + call.alarm() + " "
                + call.severity().text();
    }

    private static ObjectNode add(ArrayNode array, Call call) {
        return array.addObject()
                .put("t", call.t())
                .put("alarm", call.alarm())
                .put("severity", call.severity().text());
    }
}
