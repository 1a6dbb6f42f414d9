package io.citywatch.devices.link;

/**
 * Who connects.
 *
 * @param clientId the client's id
 * @param login by what it is known
 * @param speech how it speaks
 */
record Caller(String clientId, Login login, Speech speech) {}
