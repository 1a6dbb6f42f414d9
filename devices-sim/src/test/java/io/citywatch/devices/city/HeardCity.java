package io.citywatch.devices.city;

import io.citywatch.devices.fleet.FleetProgress;
import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A city and everything that it said. */
final class HeardCity implements CitySink {
    private final long epochMillis;
    private final List<Utterance> said = new ArrayList<>();
    private final City city;
    private boolean roomForBirths = true;

    HeardCity(CityOptions options, long epochMillis) {
        this.epochMillis = epochMillis;
        this.city = new City(options, Programme.bundled(), FleetProgress.NONE, epochMillis, this);
    }

    static HeardCity small() {
        return new HeardCity(CityOptions.small(), 1_700_000_000_000L);
    }

    City city() {
        return city;
    }

    HeardCity hear(int seconds) {
        city.advanceTo(seconds * 1000L);
        return this;
    }

    void roomForBirths(boolean room) {
        roomForBirths = room;
    }

    List<Utterance> said() {
        return said;
    }

    Stream<Utterance> said(Channel channel) {
        return said.stream().filter(utterance -> utterance.channel() == channel);
    }

    Stream<Reading> readings(String device) {
        return said(Channel.TELEMETRY)
                .filter(utterance -> utterance.from().device().equals(device))
                .map(utterance -> (Reading) utterance.message());
    }

    double seconds(Utterance utterance) {
        return (utterance.message().t() - epochMillis) / 1000.0;
    }

    /** Relative time, topic and payload without its time. */
    List<String> lines() {
        return said.stream().map(this::line).toList();
    }

    private String line(Utterance utterance) {
        String payload = new String(DeviceMessageEncoder.encode(utterance.message()), StandardCharsets.UTF_8);
        String time = "\"t\":" + utterance.message().t();
        return utterance.message().t() - epochMillis + " " + utterance.from().topic(utterance.channel()) + " "
                + payload.replace(time, "");
    }

    @Override
    public void say(Utterance utterance) {
        said.add(utterance);
    }

    @Override
    public boolean hasRoomForBirths() {
        return roomForBirths;
    }
}
