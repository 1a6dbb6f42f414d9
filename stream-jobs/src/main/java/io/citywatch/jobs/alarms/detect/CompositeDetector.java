package io.citywatch.jobs.alarms.detect;

import java.util.List;

/** A detector that is made of others, each of which sees messages as if it stood alone. */
sealed interface CompositeDetector extends MessageDetector<CompositeState> permits AnyOfDetector, TogetherDetector {
    /** The conditions of which it is made. */
    List<MessageDetector<?>> of();

    /** The conditions, to be shown something. */
    default Members members() {
        return new Members(of());
    }

    @Override
    default Class<CompositeState> stateType() {
        return CompositeState.class;
    }

    @Override
    default CompositeState fresh() {
        return new CompositeState(of().size());
    }

    @Override
    default boolean concerns(Observation observation) {
        return members().concerns(observation);
    }

    @Override
    default boolean isEvidence(CompositeState state, Observation observation) {
        return members().isEvidence(state, observation);
    }

    /** Each condition has its own newest message. */
    @Override
    default boolean advance(CompositeState state, Observation observation) {
        return true;
    }

    @Override
    default long deadline(CompositeState state) {
        return members().deadline(state);
    }

    @Override
    default void adopt(CompositeState state, Detector before, long t) {
        if (before instanceof CompositeDetector former) {
            members().adopt(state, former.of(), t);
        }
    }

    @Override
    default void reinstall(CompositeState state) {
        members().reinstall(state);
    }
}
