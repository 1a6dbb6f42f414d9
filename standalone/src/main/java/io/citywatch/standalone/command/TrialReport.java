package io.citywatch.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.jobs.alarms.device.Rehearsal.Call;
import io.citywatch.jobs.alarms.rule.DefaultRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a trial of rules has shown: which alarms come, which go, and what can't be said. */
final class TrialReport {
    /** The rules of whose alarms a trial says nothing. */
    private static final List<String> LEFT_OUT = List.of(DefaultRules.COMMAND_UNANSWERED, DefaultRules.LEDGER);

    private final RulesTrial trial;
    private final List<Call> come;
    private final List<Call> go;

    TrialReport(RulesTrial trial) {
        this.trial = trial;
        come = without(trial.after().calls(), trial.before().calls());
        go = without(trial.before().calls(), trial.after().calls());
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        come.forEach(call -> lines.add(line('+', call)));
        go.forEach(call -> lines.add(line('-', call)));
        lines.add("%d messages: %d alarms by the present rules, %d by the changed ones; %d come, %d go"
                .formatted(
                        trial.messages(),
                        trial.before().calls().size(),
                        trial.after().calls().size(),
                        come.size(),
                        go.size()));
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
        add(answer.putArray("come"), come);
        add(answer.putArray("go"), go);
        LEFT_OUT.forEach(answer.putArray("notTried")::add);
        return answer.toPrettyString();
    }

    private static List<Call> without(Collection<Call> all, Set<Call> others) {
        return all.stream().filter(call -> !others.contains(call)).toList();
    }

    private static String line(char sign, Call call) {
        return sign + " " + Instant.ofEpochMilli(call.t()) + " " + call.alarm() + " "
                + call.severity().text();
    }

    private static void add(ArrayNode array, List<Call> calls) {
        for (Call call : calls) {
            array.addObject()
                    .put("t", call.t())
                    .put("alarm", call.alarm())
                    .put("severity", call.severity().text());
        }
    }
}
