package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command as it stands in JSON: flat. */
record CommandDocument(
        String id,
        String device,
        FacilityKind kind,
        String district,
        Command.Verb command,
        long t,
        long expires,
        @Nullable String alarm,
        String by,
        @Nullable Boolean simulated) {
    CommandDocument {
        for (Object part : new Object[] {id, device, kind, district, command, by}) {
            Objects.requireNonNull(part, "a field of the command is missing");
        }
    }

    static CommandDocument of(Command command) {
        return new CommandDocument(
                command.id(),
                command.address().device(),
                command.address().kind(),
                command.address().district(),
                command.command(),
                command.t(),
                command.expires(),
                command.alarm(),
                command.by(),
                command.simulated());
    }

    Command toCommand() throws IOException {
        DeviceAddress address;
        try {
            address = new DeviceAddress(district, kind, device);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new Command(id, address, command, t, expires, alarm, by, simulated != null && simulated);
    }
}
