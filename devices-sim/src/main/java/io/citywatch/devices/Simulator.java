package io.citywatch.devices;

import io.citywatch.devices.city.City;
import io.citywatch.devices.city.CitySink;
import io.citywatch.devices.city.Utterance;
import io.citywatch.devices.fleet.FleetProgress;
import io.citywatch.devices.link.ConcentratorListener;
import io.citywatch.devices.link.OutgoingMessage;
import io.citywatch.devices.link.Traffic;
import io.citywatch.telemetry.command.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated city that publishes to the platform as time passes.
 *
 * <p>One thread moves the city's time on, gives it the commands that arrived, and looks after the connections. It lives until
 * {@link #close}.
 */
public final class Simulator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Simulator.class);
    /** How finely time passes: devices speak up to so much late, and reports are not bundled noticeably. */
    private static final Duration STEP = Duration.ofMillis(20);
    /** A longer step means that the machine slept or its clock was set; the city then goes on from where it was. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(30);
    /** Births wait while so many important messages are waiting for one concentrator. */
    private static final int MAX_IMPORTANT_WAITING = 2_000;

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Concentrators concentrators;
    private final City city;
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final @Nullable Path progressFile;
    private final Thread thread;
    private final long startMillis;
    private FleetProgress savedProgress;
    private volatile boolean closing;
    private volatile int devices;
    private volatile @Nullable String failure;

    private Simulator(SimulatorOptions options, AckListener acks) throws IOException {
        progressFile = options.progressFile();
        savedProgress = progressFile == null ? FleetProgress.NONE : ProgressFile.load(progressFile);
        startMillis = System.currentTimeMillis();
        concentrators = new Concentrators(
                options.endpoint(), options.programme(), options.links(), new Returns(acks, new RecentCommands()));
        city = new City(options.city(), options.programme(), savedProgress, startMillis, new Megaphone());
        devices = city.devices();
        thread = new Thread(this::run, "citywatch-simulator");
        thread.setDaemon(true);
    }

    /**
     * Starts a simulation. It begins at once, and keeps trying to connect for as long as it takes.
     *
     * @throws IOException when the progress file, or a file for TLS, can't be used; the message names it
     */
    public static Simulator start(SimulatorOptions options, AckListener acks) throws IOException {
        Simulator simulator = new Simulator(options, acks);
        simulator.thread.start();
        return simulator;
    }

    /** Starts a simulation whose acknowledgements nobody listens to. */
    public static Simulator start(SimulatorOptions options) throws IOException {
        return start(options, AckListener.NOBODY);
    }

    public SimulatorStatus status() {
        return new SimulatorStatus(
                devices,
                concentrators.count(),
                concentrators.connected(),
                new SimulatorStatus.Messages(
                        concentrators.count(Traffic.SAID),
                        concentrators.count(Traffic.ACKNOWLEDGED),
                        concentrators.count(Traffic.REFUSED),
                        concentrators.count(Traffic.DROPPED),
                        concentrators.inFlight(),
                        concentrators.waiting()),
                failure != null ? failure : concentrators.trouble(),
                failure != null || concentrators.allUnwanted());
    }

    /** Stops the city, waits a moment for acknowledgements that are due, and says goodbye to the platform. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
            concentrators.leave(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            live();
        } catch (InterruptedException e) {
            // Nobody but the end of the process interrupts this thread.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = "the simulation has ended: " + e;
            log.atError().setCause(e).log("the simulation has ended");
        } finally {
            saveProgress();
        }
    }

    private void live() throws InterruptedException {
        long lastMillis = startMillis;
        long elapsedMillis = 0;
        long nextSaveMillis = PROGRESS_INTERVAL.toMillis();
        while (!closing) {
            long nowMillis = System.currentTimeMillis();
            long stepMillis = nowMillis - lastMillis;
            if (stepMillis < 0 || stepMillis > LONGEST_STEP.toMillis()) {
                log.atWarn()
                        .addKeyValue("millis", stepMillis)
                        .log("the clock has jumped; the city goes on from where it was");
                city.shift(stepMillis);
            } else {
                elapsedMillis += stepMillis;
            }
            lastMillis = nowMillis;
            city.advanceTo(elapsedMillis);
            devices = city.devices();
            concentrators.maintain();
            if (elapsedMillis >= nextSaveMillis) {
                nextSaveMillis = elapsedMillis + PROGRESS_INTERVAL.toMillis();
                saveProgress();
            }
            obeyUntilNextStep();
        }
    }

    private void obeyUntilNextStep() throws InterruptedException {
        Command command = commands.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
        while (command != null) {
            city.command(command);
            command = commands.poll();
        }
    }

    private void saveProgress() {
        if (progressFile == null) {
            return;
        }
        FleetProgress progress = city.progress();
        if (progress.equals(savedProgress)) {
            return;
        }
        try {
            ProgressFile.save(progressFile, progress);
            savedProgress = progress;
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", progressFile).setCause(e).log("the simulation's progress can't be kept");
        }
    }

    /** Turns what devices say into messages. */
    private final class Megaphone implements CitySink {
        @Override
        public void say(Utterance utterance) {
            concentrators.offer(new OutgoingMessage(
                    utterance.from(), utterance.channel(), utterance.message(), utterance.important()));
        }

        @Override
        public boolean hasRoomForBirths() {
            return concentrators.importantWaiting() < MAX_IMPORTANT_WAITING;
        }
    }

    /** What comes back from the platform. */
    private final class Returns implements ConcentratorListener {
        private final AckListener acks;
        private final RecentCommands recent;

        Returns(AckListener acks, RecentCommands recent) {
            this.acks = acks;
            this.recent = recent;
        }

        @Override
        public void acknowledged(OutgoingMessage message) {
            acks.acknowledged(message.from(), message.channel(), message.t());
        }

        @Override
        public void commanded(Command command) {
            if (recent.isNew(command.id(), System.nanoTime())) {
                commands.add(command);
            }
        }
    }
}
