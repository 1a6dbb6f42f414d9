package io.citywatch.outward.receiver;

import io.citywatch.outward.notice.Notice;
import java.util.List;

/** How one receiver is spoken to. */
public interface Dialect {
    /**
     * What to say next.
     *
     * @param waiting what waits, oldest first, at least one
     * @param room how many calls the pace allows at the moment, at least one
     */
    Draft draft(List<Notice> waiting, int room);

    /** A message that says that the way is open, for trying a receiver out. */
    Draft test();

    /**
     * What an answer means.
     *
     * @param status the HTTP status
     * @param body the beginning of the body
     */
    default Verdict judge(int status, String body) {
        return Verdict.ofStatus(status);
    }
}
