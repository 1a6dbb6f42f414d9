package io.citywatch.jobs.census;

/**
 * What assets add up to, or by how much that changes.
 *
 * @param registered assets that are at least registered
 * @param installed assets that are at least installed
 * @param commissioned assets that are commissioned
 * @param alive commissioned assets whose device was heard of late
 * @param reporting commissioned assets whose device sends readings at all
 * @param share what the commissioned assets count for
 */
record Tally(long registered, long installed, long commissioned, long alive, long reporting, AssetNews.Share share) {
    static final Tally ZERO = new Tally(0, 0, 0, 0, 0, new AssetNews.Share(0, 0, 0));

    Tally plus(Tally other) {
        return plus(other, 1);
    }

    Tally minus(Tally other) {
        return plus(other, -1);
    }

    private Tally plus(Tally other, int sign) {
        return new Tally(
                registered + sign * other.registered,
                installed + sign * other.installed,
                commissioned + sign * other.commissioned,
                alive + sign * other.alive,
                reporting + sign * other.reporting,
                new AssetNews.Share(
                        share.households() + sign * other.share.households(),
                        share.bays() + sign * other.share.bays(),
                        share.lengthMm() + sign * other.share.lengthMm()));
    }
}
