package io.citywatch.outward.delivery;

import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Receiver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rounds of all receivers, as the setup wants them. Used by one thread; {@link #standings} by any. */
public final class Rounds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final Wording wording;
    private final Desk desk;
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private @Nullable Setup setup;

    private record Running(Receiver receiver, Round round) {}

    private Rounds(Desk desk, Wording wording) {
        this.desk = desk;
        this.wording = wording;
    }

    /** Connects to the log; nobody is told anything yet. */
    public static Rounds open(
            String bootstrapServers, Devices devices, Wording wording, Patience patience, MeterRegistry meters) {
        InstantSource clock = InstantSource.system();
        LogClients clients = new LogClients(bootstrapServers);
        Ledger ledger = Ledger.open(clients, clock);
        Courier courier = new Courier(patience, clock);
        return new Rounds(
                new Desk(clients, ledger, courier, devices, new Desk.Settings(patience, clock, meters)), wording);
    }

    /** Starts and stops rounds so that they are what the setup says; those that it does not change run on. */
    public void apply(Setup wanted) {
        boolean all = setup == null
                || !setup.file().sender().equals(wanted.file().sender())
                || !setup.templates().equals(wanted.templates());
        setup = wanted;
        List<Receiver> receivers = wanted.file().receivers();
        for (Running round : List.copyOf(running.values())) {
            if (all || !receivers.contains(round.receiver())) {
                round.round().stop();
                running.remove(round.receiver().id());
                standings.remove(round.receiver().id());
            }
        }
        Dialects dialects = new Dialects(
                wanted.file().sender(),
                wanted.templates(),
                wording,
                desk.devices(),
                desk.settings().clock());
        for (Receiver receiver : receivers) {
            if (!running.containsKey(receiver.id())) {
                start(receiver, dialects);
            }
        }
    }

    private void start(Receiver receiver, Dialects dialects) {
        Standing standing = new Standing(receiver);
        String id = receiver.id();
        // The meter outlives the round, and shows the newest one.
        standings.put(id, standing);
        OutwardMeter.DELAY.gauge(desk.settings().meters(), standings, all -> delaySeconds(all.get(id)), "receiver", id);
        OutwardMeter.HELD.gauge(
                desk.settings().meters(),
                standings,
                all -> all.get(id) != null && all.get(id).state() == Standing.State.REFUSING ? 1 : 0,
                "receiver",
                id);
        Round round = new Round(receiver, dialects.of(receiver), desk, standing);
        running.put(id, new Running(receiver, round));
        round.start();
        log.atInfo()
                .addKeyValue("receiver", id)
                .addKeyValue("type", receiver.type().text())
                .addKeyValue("host", receiver.target().host())
                .log("A receiver outside is told of alarms");
    }

    private double delaySeconds(@Nullable Standing standing) {
        long since = standing == null ? 0 : standing.waitingSince();
        return since == 0 ? 0 : Math.max(0, desk.settings().clock().millis() - since) / 1000.0;
    }

    /** How things stand with each receiver. */
    public List<Standing> standings() {
        List<Standing> all = new ArrayList<>(standings.values());
        all.sort((a, b) -> a.receiver().id().compareTo(b.receiver().id()));
        return all;
    }

    @Override
    public void close() {
        running.values().forEach(round -> round.round().interrupt());
        running.values().forEach(round -> round.round().stop());
        desk.courier().close();
        desk.ledger().close();
    }
}
