package io.citywatch.outward.delivery;

import io.citywatch.outward.delivery.Delivery.Told;
import io.citywatch.outward.delivery.Standing.State;
import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.receiver.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver what it wants to know, on a thread of its own and from its own place in the log.
 *
 * <p>What happened is told in the order of the log, at least once, one call at a time. While the receiver is <em>away</em> (no
 * connection, no answer, 429, 503) the same call is repeated and nothing else is read: the log keeps it, whatever is away for
 * how long. What the receiver <em>can't use</em> is parked, and the next is told.
 *
 * <p>A receiver that <em>refuses</em> (401, 403, a wrong signature), or answers 500 five times, may mean this message or whoever we are. The next
 * messages are told all the same, and the place of the first refusal is held. As soon as it takes something, what it refused
 * is told anew, and what it refuses then is parked. While nothing new happens the first that is held is tried now and then. A
 * restart, and a change in the receivers' file, go on from the place that is held.
 *
 * <p>What is parked is in the log before the round goes on past it. When the log fails, or the platform makes a mistake, the round
 * begins anew after a pause from the place up to which all is settled.
 */
final class Round implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Round.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOG_RETRY = Duration.ofSeconds(1);
    /** Where nothing is to be told, the place in the log is remembered no more often than this. */
    private static final Duration REMEMBER = Duration.ofSeconds(5);
    /** What waits in memory; the rest waits in the log. */
    private static final int MAX_WAITING = 2 * AlarmTail.MAX_RECORDS;

    private final Receiver receiver;
    private final Desk desk;
    private final Standing standing;
    private final Delivery delivery;
    private final Thread thread;

    private @Nullable Mark done;
    private @Nullable Mark held;
    private long nextProbeNanos;
    private long rememberedNanos;

    Round(Receiver receiver, Dialect dialect, Desk desk, Standing standing) {
        this.receiver = receiver;
        this.desk = desk;
        this.standing = standing;
        this.delivery = new Delivery(receiver, dialect, desk, standing);
        this.thread = new Thread(this, "outward-" + receiver.id());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks it to stop. */
    void interrupt() {
        thread.interrupt();
    }

    /** Stops without finishing what is on its way; it is told again later. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        done = desk.ledger().mark(receiver.id());
        try {
            while (true) {
                try (AlarmTail tail = open(done)) {
                    done = tail.start();
                    remember();
                    standing.is(held == null ? State.UP : State.REFUSING, standing.problem());
                    follow(tail);
                } catch (InterruptException e) {
                    throw new InterruptedException();
                } catch (KafkaException e) {
                    standing.is(State.LOG_AWAY, "the log does not answer");
                    log.atWarn()
                            .addKeyValue("receiver", receiver.id())
                            .addKeyValue("reason", e.getMessage())
                            .log("The log can't be followed; trying again in a second");
                    TimeUnit.MILLISECONDS.sleep(LOG_RETRY.toMillis());
                } catch (RuntimeException e) {
                    standing.is(
                            State.STARTING,
                            "a mistake of the platform: " + e.getClass().getSimpleName());
                    Duration pause = desk.settings().patience().probe();
                    log.atError()
                            .addKeyValue("receiver", receiver.id())
                            .addKeyValue("waitMillis", pause.toMillis())
                            .setCause(e)
                            .log("A receiver could not be told; beginning anew");
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // That is how a round is stopped.
        }
    }

    private AlarmTail open(@Nullable Mark mark) {
        return AlarmTail.open(desk.consumer(receiver.id()), mark, desk.counter(OutwardMeter.UNREADABLE, receiver.id()));
    }

    private void follow(AlarmTail tail) throws InterruptedException {
        List<Notice> waiting = new ArrayList<>();
        while (true) {
            read(tail, waiting);
            if (waiting.isEmpty()) {
                idle(tail);
            } else if (delivery.waitMillis() > 0 && waiting.size() < MAX_WAITING) {
                // More may come that can be told in one message.
                TimeUnit.MILLISECONDS.sleep(Math.min(delivery.waitMillis(), POLL.toMillis()));
            } else {
                Told told = delivery.tell(waiting);
                settle(told);
                waiting.subList(0, told.notices().size()).clear();
            }
        }
    }

    private void read(AlarmTail tail, List<Notice> waiting) {
        if (waiting.size() < MAX_WAITING) {
            tail.poll(waiting.isEmpty() ? POLL : Duration.ZERO).stream()
                    .filter(receiver.filter()::accepts)
                    .forEach(waiting::add);
        }
        standing.waitsSince(waiting.isEmpty() ? 0 : waiting.get(0).version());
    }

    /** Nothing is to be told: what was read is done, and what is held may be tried. */
    private void idle(AlarmTail tail) throws InterruptedException {
        done = mark().at(tail.position());
        if (held == null) {
            if (System.nanoTime() - rememberedNanos > REMEMBER.toNanos()) {
                remember();
            }
        } else if (System.nanoTime() - nextProbeNanos >= 0) {
            tellHeld(false);
        }
    }

    private void settle(Told told) throws InterruptedException {
        switch (told.kind()) {
            case TAKEN -> {
                if (held != null) {
                    tellHeld(true);
                }
            }
            case REFUSED -> hold(told);
            case UNUSABLE -> delivery.park(told);
            case LATER, FAILED -> throw new IllegalStateException("a delivery ends with something else");
        }
        done = mark().after(told.last());
        remember();
    }

    private void hold(Told told) {
        if (held == null) {
            held = mark();
            log.atWarn()
                    .addKeyValue("receiver", receiver.id())
                    .addKeyValue("host", receiver.target().host())
                    .addKeyValue("reason", told.verdict().reason())
                    .log("The receiver refuses messages; they are held for it");
        }
        standing.is(State.REFUSING, told.verdict().reason());
        nextProbeNanos = System.nanoTime() + desk.settings().patience().probe().toNanos();
    }

    /**
     * Tells anew what is held, up to where the round is now.
     *
     * @param takes whether the receiver is known to take something again
     */
    private void tellHeld(boolean takes) throws InterruptedException {
        Mark until = mark();
        boolean taken = takes;
        List<Notice> waiting = new ArrayList<>();
        try (AlarmTail tail = open(held)) {
            while (!waiting.isEmpty() || tail.position() < until.offset()) {
                if (waiting.isEmpty()) {
                    tail.poll(POLL).stream()
                            .filter(notice -> notice.nextOffset() <= until.offset())
                            .filter(receiver.filter()::accepts)
                            .forEach(waiting::add);
                    continue;
                }
                Told told = delivery.tell(waiting);
                if (told.kind() == Verdict.Kind.REFUSED && !taken) {
                    hold(told);
                    return;
                }
                taken |= told.kind() == Verdict.Kind.TAKEN;
                if (told.kind() != Verdict.Kind.TAKEN) {
                    delivery.park(told);
                }
                held = heldMark().after(told.last());
                desk.ledger().put(receiver.id(), heldMark());
                waiting.subList(0, told.notices().size()).clear();
            }
        }
        held = null;
        standing.is(State.UP, null);
    }

    /** A restart goes on from what is held, where something is. */
    private void remember() {
        desk.ledger().put(receiver.id(), held == null ? mark() : heldMark());
        rememberedNanos = System.nanoTime();
    }

    private Mark mark() {
        if (done == null) {
            throw new IllegalStateException("the round has not begun");
        }
        return done;
    }

    private Mark heldMark() {
        if (held == null) {
            throw new IllegalStateException("nothing is held");
        }
        return held;
    }
}
