package io.citywatch.benchmarks.state;

import io.citywatch.benchmarks.log.BenchLog;
import io.citywatch.telemetry.topic.Tick;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a city has said: all births within a minute, then each minute a reading of each device, and a tick each second. Goes on
 * live from there.
 */
final class CityHistory {
    private static final long ROUND_SECONDS = 60;
    private static final long TICK_MILLIS = 1000;

    private final City city;
    private final BenchLog log;
    private final long listeningSince;
    private int rounds;
    private long reported;
    private long ticked;

    CityHistory(BenchLog log, int devices, long listeningSince) {
        this.city = new City(log, devices);
        this.log = log;
        this.listeningSince = listeningSince;
    }

    /** How much time so many readings of each device take, with the births before them. */
    static Duration span(int rounds) {
        return Duration.ofSeconds((rounds + 1) * ROUND_SECONDS);
    }

    int devices() {
        return city.devices();
    }

    /** How many readings of each device there are. */
    int rounds() {
        return rounds;
    }

    /** The name of the mark behind the readings of that round, from 1 on; 0 for that behind the births. */
    static String round(int round) {
        return "round-" + round;
    }

    /** Appends all of it, from when the gateway began to listen. */
    void append(int readingsOfEach) throws InterruptedException {
        long start = listeningSince;
        rounds = readingsOfEach;
        for (int round = 0; round <= rounds; round++) {
            for (int second = 0; second < ROUND_SECONDS; second++) {
                long t = start + TimeUnit.SECONDS.toMillis(round * ROUND_SECONDS + second);
                log.tick(new Tick(t, listeningSince));
                for (int device = first(second); device < first(second + 1); device++) {
                    if (round == 0) {
                        city.born(device, t);
                    } else {
                        city.reads(device, t, round);
                    }
                }
            }
            mark(round(round), start + span(round).toMillis() - 1);
        }
        log.flush();
    }

    /** Appends a mark at that time. */
    void mark(String name, long t) throws InterruptedException {
        for (String device : Marks.devices(name)) {
            city.leaks(device, t);
        }
        log.flush();
    }

    /** Appends readings of one device after the other at that rate, each at its time, for so long. */
    void live(int rate, Duration duration) throws InterruptedException {
        long start = System.nanoTime();
        long readings = rate * duration.toSeconds();
        for (long i = 0; i < readings; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            long now = System.currentTimeMillis();
            if (now - ticked >= TICK_MILLIS) {
                ticked = now;
                log.tick(new Tick(now, listeningSince));
            }
            city.reads((int) (reported % city.devices()), now, rounds + 1 + reported / city.devices());
            reported++;
        }
        log.flush();
    }

    private int first(int second) {
        return (int) ((long) city.devices() * second / ROUND_SECONDS);
    }
}
