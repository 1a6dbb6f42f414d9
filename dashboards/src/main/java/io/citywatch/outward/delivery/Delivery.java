package io.citywatch.outward.delivery;

import io.citywatch.outward.delivery.Standing.State;
import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Draft;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.receiver.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says one thing to a receiver, at its pace, and again until it is heard or refused. Used by one thread. */
final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /** So often may a receiver fail at the same message before the next is tried: it may be this one that it can't bear. */
    private static final int MOST_FAILURES = 5;

    private final Receiver receiver;
    private final Dialect dialect;
    private final Desk desk;
    private final Standing standing;
    private final Pace pace;
    private final Backoff backoff;

    Delivery(Receiver receiver, Dialect dialect, Desk desk, Standing standing) {
        this.receiver = receiver;
        this.dialect = dialect;
        this.desk = desk;
        this.standing = standing;
        this.pace = new Pace(receiver.perMinute());
        this.backoff = new Backoff(desk.settings().patience(), ThreadLocalRandom.current());
    }

    /** How long the pace asks to wait before the next call, in milliseconds. */
    long waitMillis() {
        return pace.waitMillis(clockMillis());
    }

    /**
     * Tells of the oldest of those that wait, or of several. Returns when they are taken or not to be tried again.
     *
     * @return what came of it, and how many were told of
     */
    Told tell(List<Notice> waiting) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(waitMillis());
        Draft draft = dialect.draft(waiting, pace.room(clockMillis()));
        List<Notice> told = List.copyOf(waiting.subList(0, draft.count()));
        int attempts = 0;
        int failures = 0;
        while (true) {
            TimeUnit.MILLISECONDS.sleep(waitMillis());
            pace.take(clockMillis());
            Verdict verdict = desk.courier().send(draft.call().apply(now()), dialect);
            OutwardMeter.CALLS
                    .counter(
                            desk.settings().meters(),
                            "receiver",
                            receiver.id(),
                            "outcome",
                            verdict.kind().text())
                    .increment();
            if (verdict.kind() == Verdict.Kind.FAILED) {
                failures++;
                if (failures == MOST_FAILURES) {
                    return new Told(Verdict.refused(verdict.reason()), told);
                }
            }
            if (verdict.kind() == Verdict.Kind.LATER || verdict.kind() == Verdict.Kind.FAILED) {
                attempts++;
                standing.is(State.AWAY, verdict.reason());
                Duration wait = backoff.after(attempts, verdict.after());
                sayAway(verdict, attempts, wait);
                TimeUnit.MILLISECONDS.sleep(wait.toMillis());
                continue;
            }
            if (verdict.kind() == Verdict.Kind.TAKEN) {
                if (attempts > 0 || standing.state() != State.UP) {
                    log.atInfo().addKeyValue("receiver", receiver.id()).log("The receiver takes messages");
                }
                standing.is(State.UP, null);
                standing.taken(told.size(), now());
                desk.counter(OutwardMeter.DELIVERED, receiver.id()).increment(told.size());
            }
            return new Told(verdict, told);
        }
    }

    /** The first failure and then ever fewer: at powers of two. */
    private void sayAway(Verdict verdict, int attempts, Duration wait) {
        if (Integer.bitCount(attempts) == 1) {
            log.atWarn()
                    .addKeyValue("receiver", receiver.id())
                    .addKeyValue("host", receiver.target().host())
                    .addKeyValue("reason", verdict.reason())
                    .addKeyValue("attempt", attempts)
                    .addKeyValue("waitMillis", wait.toMillis())
                    .log("The receiver does not take messages; trying again");
        }
    }

    /** Gives up on these: they go where a person finds them, and are there when it returns. */
    void park(Told told) throws InterruptedException {
        desk.ledger().park(receiver.id(), told.notices(), told.verdict().reason());
        standing.parked(told.notices().size());
        desk.counter(OutwardMeter.PARKED, receiver.id())
                .increment(told.notices().size());
        log.atWarn()
                .addKeyValue("receiver", receiver.id())
                .addKeyValue("delivery", told.notices().get(0).deliveryId())
                .addKeyValue("reason", told.verdict().reason())
                .log("The receiver can't use a message; it is in citywatch.undelivered");
    }

    private long now() {
        return desk.settings().clock().millis();
    }

    /** For intervals: a clock that nobody sets. */
    private static long clockMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /**
     * What came of telling.
     *
     * @param verdict what the receiver made of it
     * @param notices what it was told of
     */
    record Told(Verdict verdict, List<Notice> notices) {
        Verdict.Kind kind() {
            return verdict.kind();
        }

        Notice last() {
            return notices.get(notices.size() - 1);
        }
    }
}
