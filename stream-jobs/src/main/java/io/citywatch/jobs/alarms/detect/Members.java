package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.CompositeState.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of which a detector is made: shows each of them what concerns it, as if it stood alone. */
final class Members {
    private final List<MessageDetector<?>> detectors;

    Members(List<MessageDetector<?>> detectors) {
        this.detectors = detectors;
    }

    /** What one of them found. */
    interface Found {
        void accept(Finding finding);
    }

    boolean canGoOnFrom(List<MessageDetector<?>> before) {
        if (before.size() != detectors.size()) {
            return false;
        }
        for (int i = 0; i < detectors.size(); i++) {
            if (!detectors.get(i).canGoOnFrom(before.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean concerns(Observation observation) {
        for (MessageDetector<?> detector : detectors) {
            if (detector.concerns(observation)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the message is evidence for one of them. */
    boolean isEvidence(CompositeState state, Observation observation) {
        for (int i = 0; i < detectors.size(); i++) {
            if (isEvidence(detectors.get(i), known(state).get(i), observation)) {
                return true;
            }
        }
        return false;
    }

    /** Shows them a message; what they find is told in their order. Whether one of them has taken it. */
    boolean observe(CompositeState state, Observation observation, Found found) {
        boolean taken = false;
        for (int i = 0; i < detectors.size(); i++) {
            if (isEvidence(detectors.get(i), known(state).get(i), observation)) {
                taken |= observe(detectors.get(i), state, i, observation, found);
            }
        }
        return taken;
    }

    long deadline(CompositeState state) {
        long next = Detector.NEVER;
        for (int i = 0; i < detectors.size(); i++) {
            next = Math.min(
                    next, detectors.get(i).deadlineOf(known(state).get(i).state()));
        }
        return next;
    }

    void elapse(CompositeState state, long clock, @Nullable DeviceFacts facts, Found found) {
        for (int i = 0; i < detectors.size(); i++) {
            Finding finding = detectors.get(i).elapseOf(known(state).get(i).state(), clock, facts);
            known(state).set(i, known(state).get(i).after(finding, clock));
            if (finding != null) {
                found.accept(finding);
            }
        }
    }

    void reinstall(CompositeState state) {
        for (int i = 0; i < detectors.size(); i++) {
            detectors.get(i).reinstallOf(known(state).get(i).state());
        }
    }

    void adopt(CompositeState state, List<MessageDetector<?>> before, long t) {
        for (int i = 0; i < detectors.size(); i++) {
            detectors.get(i).adoptOf(known(state).get(i).state(), before.get(i), t);
        }
    }

    /** What each of them remembers: what an earlier release wrote may be of fewer, and those that came since have seen nothing. */
    private List<Member> known(CompositeState state) {
        while (state.members.size() < detectors.size()) {
            state.members.add(Member.UNSEEN);
        }
        return state.members;
    }

    private static <S extends DetectorState> boolean isEvidence(
            MessageDetector<S> detector, Member member, Observation observation) {
        return detector.concerns(observation) && detector.isEvidence(detector.stateOf(member.state()), observation);
    }

    private <S extends DetectorState> boolean observe(
            MessageDetector<S> detector, CompositeState all, int index, Observation observation, Found found) {
        Member member = known(all).get(index);
        S state = detector.stateOf(member.state());
        if (!detector.advance(state, observation)) {
            return false;
        }
        Finding finding = detector.observe(state, observation);
        known(all).set(index, member.with(state).after(finding, observation.effective()));
        if (finding != null) {
            found.accept(finding);
        }
        return true;
    }
}
