package io.citywatch.telemetry.ledger;

/**
 * Numbers of messages, as one who counts them knows them; what he does not count is 0.
 *
 * @param accepted what a gateway has had confirmed by the log
 * @param logged what stands in the log
 * @param stored what is in the history
 * @param duplicate what repeats an earlier message
 * @param rejected what could not be used, wholly or in part
 */
public record LedgerCounts(long accepted, long logged, long stored, long duplicate, long rejected) {
    public static final LedgerCounts ZERO = new LedgerCounts(0, 0, 0, 0, 0);

    /** What a gateway counts. */
    public static LedgerCounts accepted(long messages) {
        return new LedgerCounts(messages, 0, 0, 0, 0);
    }

    public LedgerCounts plus(LedgerCounts other) {
        return new LedgerCounts(
                accepted + other.accepted,
                logged + other.logged,
                stored + other.stored,
                duplicate + other.duplicate,
                rejected + other.rejected);
    }

    public LedgerCounts minus(LedgerCounts other) {
        return new LedgerCounts(
                accepted - other.accepted,
                logged - other.logged,
                stored - other.stored,
                duplicate - other.duplicate,
                rejected - other.rejected);
    }

    /**
     * The balance. Accepted is what the log has, since a gateway may die between an append and its count; or what gateways
     * have confirmed, where that is more, since then the log has lost something.
     */
    public LedgerSum sum() {
        return new LedgerSum(Math.max(accepted, logged), stored, duplicate, rejected);
    }
}
