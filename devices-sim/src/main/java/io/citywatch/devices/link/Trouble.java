package io.citywatch.devices.link;

/**
 * Why there is no connection.
 *
 * @param reason what happened
 * @param permanent whether the server does not want this client, and will not the next time either
 */
public record Trouble(String reason, boolean permanent) {}
