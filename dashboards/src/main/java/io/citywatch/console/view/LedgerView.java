package io.citywatch.console.view;

import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerTotal;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as the log has it: of each minute, and of all, the last record.
 *
 * <p>One thread applies records; any number of threads read.
 */
public final class LedgerView {
    private final ConcurrentSkipListMap<Long, LedgerMinute> minutes = new ConcurrentSkipListMap<>();
    private volatile @Nullable LedgerTotal total;

    void apply(LedgerMinute minute) {
        minutes.put(minute.minute(), minute);
    }

    void apply(LedgerTotal all) {
        total = all;
    }

    void remove(long minute) {
        minutes.remove(minute);
    }

    /** The balance of all, or null while there is none. */
    public @Nullable LedgerTotal total() {
        return total;
    }

    /** The minutes from that time on, oldest first. */
    public Collection<LedgerMinute> since(long t) {
        return minutes.tailMap(t, true).values();
    }
}
