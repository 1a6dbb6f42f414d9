package io.citywatch.telemetry.ledger;

/**
 * What became of accepted messages.
 *
 * @param accepted how many were accepted
 * @param stored how many of them are in the history
 * @param duplicate how many repeat an earlier one
 * @param rejected how many could not be used, wholly or in part
 */
public record LedgerSum(long accepted, long stored, long duplicate, long rejected) {
    public static final LedgerSum ZERO = new LedgerSum(0, 0, 0, 0);

    /** How many accepted messages are not accounted for: those under way, and those that were lost. */
    public long difference() {
        return accepted - stored - duplicate - rejected;
    }

    /** This sum with one of its parts replaced. */
    public LedgerSum replacing(LedgerSum before, LedgerSum after) {
        return new LedgerSum(
                accepted - before.accepted + after.accepted,
                stored - before.stored + after.stored,
                duplicate - before.duplicate + after.duplicate,
                rejected - before.rejected + after.rejected);
    }
}
