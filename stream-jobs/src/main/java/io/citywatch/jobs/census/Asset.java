package io.citywatch.jobs.census;

import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.message.AssetState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An asset by its newest birth.
 *
 * @param claim what that birth says
 * @param health how its device serves it
 * @param commissionedT the earliest birth that says that it is commissioned, in milliseconds since 1970 UTC; null when none
 *     does
 * @param firstForm whether it was counted by the first release of the census, which knew less steps
 */
record Asset(AssetNews.Claim claim, Health health, @Nullable Long commissionedT, boolean firstForm) {

    /** What the asset counts for. A decommissioned asset is in none of the steps. */
    Tally tally() {
        return firstForm ? firstTally() : Tally.of(steps(), Amount.ofOne(claim.share()));
    }

    private Set<Step> steps() {
        AssetState state = claim.state();
        Set<Step> steps = EnumSet.noneOf(Step.class);
        if (state == AssetState.DECOMMISSIONED) {
            return steps;
        }
        steps.add(Step.REGISTERED);
        if (state == AssetState.REGISTERED || !health.serves()) {
            // Its device was born for another asset since, so what it was to be here, it is there
            return steps;
        }
        steps.add(Step.INSTALLED);
        if (state == AssetState.COMMISSIONED) {
            steps.add(Step.COMMISSIONED);
            if (claim.reports()) {
                addHealth(steps);
            }
        }
        return steps;
    }

    private void addHealth(Set<Step> steps) {
        steps.add(Step.REPORTING);
        steps.add(health.alive() ? Step.ALIVE : Step.SILENT);
        if (health.faulty()) {
            steps.add(Step.FAULTY);
        }
        if (health.expired()) {
            steps.add(Step.EXPIRED);
        }
        if (!health.isUp()) {
            steps.add(Step.DOWN);
        }
    }

    /** What the first release counted: the assets of five steps, and of commissioned ones what they count for. */
    private Tally firstTally() {
        AssetState state = claim.state();
        if (state == AssetState.DECOMMISSIONED) {
            return Tally.ZERO;
        }
        Set<Step> steps = EnumSet.of(Step.REGISTERED);
        if (state != AssetState.REGISTERED) {
            steps.add(Step.INSTALLED);
        }
        if (state != AssetState.COMMISSIONED) {
            return Tally.of(steps, new Amount(1, 0, 0, 0));
        }
        if (claim.reports()) {
            steps.add(Step.REPORTING);
            if (health.alive()) {
                steps.add(Step.ALIVE);
            }
        }
        return Tally.of(steps, new Amount(1, 0, 0, 0))
                .plus(Tally.of(EnumSet.of(Step.COMMISSIONED), Amount.ofOne(claim.share())));
    }
}
