package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.command.RebirthRequest;

/**
 * An edge node is to be asked for its births. It stands in no record of the log: it follows the message that showed that they are
 * missing. Of the jobs only one asks.
 *
 * @param request what to ask
 */
public record RebirthWanted(RebirthRequest request) implements Uplink {}
