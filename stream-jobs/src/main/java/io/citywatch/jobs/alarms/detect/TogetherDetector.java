package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.CompositeState.Member;
import io.citywatch.telemetry.alarm.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several conditions that mean something only together, such as a pressure that falls while the flow rises.
 *
 * <p>A condition counts while it holds and for a while after, since a device may send what belongs together in several messages. It
 * is over with the first message that shows that one of them has ended so long ago.
 *
 * @param of the conditions
 * @param withinMillis how long a condition counts after its end
 * @param severity how bad it is
 */
public record TogetherDetector(List<MessageDetector<?>> of, long withinMillis, Severity severity)
        implements CompositeDetector {
    public TogetherDetector {
        of = List.copyOf(of);
    }

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof TogetherDetector together && members().canGoOnFrom(together.of);
    }

    @Override
    public @Nullable Finding observe(CompositeState state, Observation observation) {
        Last last = new Last();
        return members().observe(state, observation, last) ? judge(state, observation.effective(), last) : null;
    }

    @Override
    public @Nullable Finding elapse(CompositeState state, long clock, @Nullable DeviceFacts facts) {
        Last last = new Last();
        members().elapse(state, clock, facts, last);
        return last.present == null && last.over == null ? null : judge(state, clock, last);
    }

    private @Nullable Finding judge(CompositeState state, long t, Last last) {
        boolean holds = true;
        long onset = Long.MAX_VALUE;
        for (Member member : state.members) {
            boolean counts =
                    member.severity() != null || (member.overSince() != null && t - member.overSince() <= withinMillis);
            holds &= counts;
            if (counts && member.onset() != null) {
                onset = Math.min(onset, member.onset());
            }
        }
        if (holds == state.active) {
            return null;
        }
        // What is over counts on, but begins nothing
        if (holds && last.present == null) {
            return null;
        }
        state.active = holds;
        return holds && last.present != null
                ? new Finding.Present(severity, onset, last.present.evidence())
                : new Finding.Over(last.over == null ? null : last.over.value());
    }

    /** What the conditions found last. */
    private static final class Last implements Members.Found {
        private Finding.@Nullable Present present;
        private Finding.@Nullable Over over;

        @Override
        public void accept(Finding finding) {
            if (finding instanceof Finding.Present begun) {
                present = begun;
            } else if (finding instanceof Finding.Over ended) {
                over = ended;
            }
        }
    }
}
