package io.citywatch.jobs.census;

import io.citywatch.telemetry.message.AssetState;

/**
 * An asset by its newest birth.
 *
 * @param claim what that birth says
 * @param alive whether its device was heard of late
 */
record Asset(AssetNews.Claim claim, boolean alive) {

    /** What the asset counts for. The steps include each other; a decommissioned asset is in none of them. */
    Tally tally() {
        AssetState state = claim.state();
        if (state == AssetState.DECOMMISSIONED) {
            return Tally.ZERO;
        }
        boolean commissioned = state == AssetState.COMMISSIONED;
        boolean installed = commissioned || state == AssetState.INSTALLED;
        boolean reporting = commissioned && claim.reports();
        return new Tally(
                1,
                installed ? 1 : 0,
                commissioned ? 1 : 0,
                reporting && alive ? 1 : 0,
                reporting ? 1 : 0,
                commissioned ? claim.share() : Tally.ZERO.share());
    }
}
