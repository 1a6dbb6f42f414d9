package io.citywatch.outward;

import io.citywatch.outward.delivery.Rounds;
import io.citywatch.outward.delivery.Setup;
import io.citywatch.outward.delivery.Standing;
import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.ReceiversException;
import io.citywatch.outward.receiver.Secrets;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers outside of alarms, running.
 *
 * <p>It reads the log and its own file, and knows neither the jobs nor the console. The file is looked at every few seconds;
 * when it can't be used the last good one holds. Only one of these may run on a log with the same receivers, or they are told
 * everything twice.
 */
public final class Outward implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outward.class);
    /** How long the first message may wait for the register of devices, which says where things are. */
    private static final long DEVICES_SECONDS = 30;

    private static final long DEVICES_POLL_MILLIS = 100;
    private static final long STOP_SECONDS = 15;

    private final OutwardOptions options;
    private final Secrets secrets;
    private final Rounds rounds;
    private final Devices devices;
    private final OutwardBoard board;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "outward-setup");

    private @Nullable Setup setup;

    private Outward(OutwardOptions options, Devices devices, OutwardBoard board, Rounds rounds, @Nullable Setup setup) {
        this.options = options;
        this.secrets = Secrets.in(options.keysFolder());
        this.devices = devices;
        this.board = board;
        this.rounds = rounds;
        this.setup = setup;
    }

    /**
     * Starts it; returns when the file was read and the log answered.
     *
     * @param devices knows where things are
     * @param board is told how things stand
     * @throws ReceiversException when there is a file and it can't be used; the message names the place
     */
    public static Outward start(OutwardOptions options, Devices devices, OutwardBoard board, MeterRegistry meters) {
        Setup setup = read(options, Secrets.in(options.keysFolder()));
        Rounds rounds = Rounds.open(
                options.bootstrapServers(), devices, new Wording(options.programme()), options.patience(), meters);
        OutwardMeter.FILE_PROBLEMS.gauge(meters, board, OutwardBoard::problems);
        Outward outward = new Outward(options, devices, board, rounds, setup);
        board.post(setup, rounds::standings);
        outward.thread.setDaemon(true);
        outward.thread.start();
        return outward;
    }

    /** The setup; null where the file need not be there and is not. */
    private static @Nullable Setup read(OutwardOptions options, Secrets secrets) {
        return options.optional() && !Files.exists(options.file()) ? null : Setup.read(options.file(), secrets);
    }

    private void watch() {
        try {
            awaitDevices();
            if (setup != null) {
                rounds.apply(setup);
            }
            while (!stopped.await(options.patience().reload().toMillis(), TimeUnit.MILLISECONDS)) {
                reload();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            rounds.close();
        }
    }

    private void awaitDevices() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEVICES_SECONDS);
        while (!devices.isReady()
                && System.nanoTime() < deadline
                && !stopped.await(DEVICES_POLL_MILLIS, TimeUnit.MILLISECONDS)) {}
    }

    private void reload() {
        try {
            Setup newest = read(options, secrets);
            if (!Objects.equals(newest, setup)) {
                Setup wanted = newest == null ? Setup.NOBODY : newest;
                rounds.apply(wanted);
                setup = newest;
                log.atInfo()
                        .addKeyValue("receivers", wanted.file().receivers().size())
                        .log(newest == null ? "The receivers' file is gone" : "The receivers' file was read");
            }
            board.post(setup, rounds::standings);
        } catch (ReceiversException e) {
            if (board.problem(String.valueOf(e.getMessage()))) {
                log.atError()
                        .addKeyValue("reason", e.getMessage())
                        .log("The receivers' file can't be used; the last good one holds");
            }
        } catch (RuntimeException e) {
            // The next look is in a few seconds.
            log.atError().setCause(e).log("The receivers' file could not be looked at");
        }
    }

    /** How things stand with each receiver. */
    public List<Standing> standings() {
        return rounds.standings();
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
