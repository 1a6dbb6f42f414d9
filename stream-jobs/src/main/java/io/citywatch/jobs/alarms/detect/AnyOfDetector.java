package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several conditions that are one alarm: it holds while one of them does, and is as bad as the worst.
 *
 * @param of the conditions
 */
public record AnyOfDetector(List<MessageDetector<?>> of) implements CompositeDetector {
    public AnyOfDetector {
        of = List.copyOf(of);
    }

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof AnyOfDetector any && members().canGoOnFrom(any.of);
    }

    @Override
    public @Nullable Finding observe(CompositeState state, Observation observation) {
        Worst worst = new Worst(state);
        members().observe(state, observation, worst);
        return worst.finding(state);
    }

    @Override
    public @Nullable Finding elapse(CompositeState state, long clock, @Nullable DeviceFacts facts) {
        Worst worst = new Worst(state);
        members().elapse(state, clock, facts, worst);
        return worst.finding(state);
    }

    /** What the conditions found comes to. */
    private static final class Worst implements Members.Found {
        private final @Nullable Severity before;
        private Finding.@Nullable Present present;
        private Finding.@Nullable Over over;

        Worst(CompositeState state) {
            before = state.worst();
        }

        @Override
        public void accept(Finding finding) {
            if (finding instanceof Finding.Over last) {
                over = last;
            } else if (finding instanceof Finding.Present begun
                    && (present == null || begun.severity().isWorseThan(present.severity()))) {
                present = begun;
            }
        }

        @Nullable
        Finding finding(CompositeState state) {
            Severity now = state.worst();
            if (present != null && now != null && (before == null || now.isWorseThan(before))) {
                return present;
            }
            return before != null && now == null ? over : null;
        }
    }
}
