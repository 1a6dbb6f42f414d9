package io.citywatch.ingest.admission;

import io.citywatch.ingest.credentials.Credentials;
import io.citywatch.ingest.rights.Principal;

/**
 * All that decides who is let in.
 *
 * @param credentials whether somebody is who he says
 * @param connectRate how many log in a second
 * @param failedLogins who has failed of late
 * @param devicesInAlarm whose messages matter most
 * @param publishRates how much each may send
 * @param maxSessionsPerUserName how many sessions each may have, with and without a connection
 */
public record Admission(
        Credentials credentials,
        ConnectRate connectRate,
        FailedLogins failedLogins,
        DevicesInAlarm devicesInAlarm,
        PublishRates publishRates,
        int maxSessionsPerUserName) {

    /** Whether one more may log in now: those who hear or have alarms before all others. */
    public boolean admits(Principal principal) {
        return connectRate.admits(principal instanceof Principal.Listener
                || (principal instanceof Principal.Device device && devicesInAlarm.contains(device.userName()))
                || (principal instanceof Principal.ThingsBoardDevice device
                        && devicesInAlarm.contains(device.address().device())));
    }
}
