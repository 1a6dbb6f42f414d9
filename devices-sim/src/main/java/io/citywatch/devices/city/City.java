package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Certificates;
import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.devices.fleet.Fleet.ValveFault;
import io.citywatch.devices.fleet.FleetProgress;
import io.citywatch.devices.fleet.Group;
import io.citywatch.devices.fleet.Noise;
import io.citywatch.devices.fleet.Sensors;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.CommandAnswer.Result;
import io.citywatch.telemetry.programme.Programme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A city whose devices speak as time is moved on.
 *
 * <p>Time is what the caller says it is. What is said, and in which order, depends on the options alone: not on the clock, nor
 * on the steps in which time is advanced; only the {@code t} of the messages follows from the beginning on the world's clock,
 * and commands change what they are meant to change. Not thread-safe.
 */
public final class City {
    private final Fleet fleet;
    private final Voice voice;
    private final Timeline timeline = new Timeline();
    private final Set<Integer> awaitingCrew = new HashSet<>();
    private final List<IncidentSource> incidents = new ArrayList<>();

    /**
     * A city in which nobody has said anything yet.
     *
     * @param options what city
     * @param programme its districts
     * @param progress which devices were added and replaced by an earlier run
     * @param epochMillis the beginning on the world's clock, in milliseconds since 1970 UTC
     * @param sink hears what is said
     */
    public City(CityOptions options, Programme programme, FleetProgress progress, long epochMillis, CitySink sink) {
        fleet = new Fleet(options.plan(), programme, new Noise(options.seed()));
        fleet.restore(progress);
        Certificates certificates = new Certificates(fleet);
        voice = new Voice(fleet, certificates, new Sensors(fleet, certificates, options.clock()), sink, epochMillis);
        for (Group group : fleet.groups()) {
            timeline.add(new BirthRound(fleet, group, voice, options.births()));
        }
        for (Group group : fleet.groups()) {
            timeline.add(new ReportRound(fleet, group, voice));
        }
        if (options.incidents()) {
            for (IncidentKind kind : IncidentKind.values()) {
                IncidentSource source = new IncidentSource(kind, fleet, voice, timeline);
                incidents.add(source);
                timeline.add(source);
            }
        }
    }

    /** How many devices there are. */
    public int devices() {
        return fleet.size();
    }

    /** What distinguishes the city from one that is new. */
    public FleetProgress progress() {
        return fleet.progress();
    }

    /** Lets the devices say what they say up to that time since the beginning. */
    public void advanceTo(long elapsedMillis) {
        timeline.advanceTo(elapsedMillis * 1000);
    }

    /** Moves the beginning on the world's clock, for instance after the machine has slept. */
    public void shift(long millis) {
        voice.shift(millis);
    }

    /** Gives a device a command, now. A device that is silent, or not of this city, does not answer. */
    public void command(Command command) {
        long nowMicros = timeline.nowMicros();
        int device = fleet.find(command.address());
        if (device == Fleet.NONE || !fleet.is(device, Trait.BORN) || fleet.is(device, Trait.SILENT)) {
            return;
        }
        if (voice.t(nowMicros) >= command.expires()) {
            voice.answer(device, command.id(), Result.REFUSED, "the command has expired", nowMicros);
            return;
        }
        switch (command.command()) {
            case CLOSE_VALVE -> closeValve(device, command, nowMicros);
            case SOUND_SIREN -> soundSiren(device, command, nowMicros);
        }
    }

    private void closeValve(int device, Command command, long nowMicros) {
        if (!fleet.hasValve(device)) {
            voice.answer(device, command.id(), Result.REFUSED, "no valve is fitted", nowMicros);
            return;
        }
        ValveFault fault = fleet.valveFault(device);
        if (fault == ValveFault.DEAF) {
            callCrew(device, nowMicros);
            return;
        }
        if (fault == ValveFault.STUCK) {
            voice.answer(device, command.id(), Result.FAILED, "the valve does not move", nowMicros);
            callCrew(device, nowMicros);
            return;
        }
        voice.answer(device, command.id(), Result.DONE, null, nowMicros);
        shutOff(device, nowMicros);
    }

    /** Somebody comes to close by hand what does not close by itself. */
    private void callCrew(int device, long nowMicros) {
        if (awaitingCrew.add(device)) {
            timeline.add(new Crew(nowMicros, atMicros -> {
                awaitingCrew.remove(device);
                shutOff(device, atMicros);
            }));
        }
    }

    private void shutOff(int device, long nowMicros) {
        if (!fleet.is(device, Trait.VALVE_CLOSED)) {
            timeline.add(new ClosedValve(scene(), device, nowMicros));
        }
        if (fleet.is(device, Trait.BUSY)) {
            leaks().filter(leak -> leak.device() == device).forEach(leak -> {
                leak.valveClosed(nowMicros);
                timeline.moved(leak);
            });
        } else {
            voice.report(device, nowMicros);
        }
    }

    private void soundSiren(int device, Command command, long nowMicros) {
        if (fleet.kind(device) == FacilityKind.GAS && fleet.reports(device)) {
            voice.answer(device, command.id(), Result.DONE, null, nowMicros);
        } else {
            voice.answer(device, command.id(), Result.REFUSED, "no siren is fitted", nowMicros);
        }
    }

    private Stream<GasLeak> leaks() {
        return incidents.stream()
                .flatMap(source -> source.active().stream())
                .filter(GasLeak.class::isInstance)
                .map(GasLeak.class::cast);
    }

    private Scene scene() {
        return new Scene(fleet, voice, 0);
    }
}
