package io.citywatch.ingest.session;

/**
 * Whose session it is. The user name is part of it: otherwise a client could take over another's connection, subscriptions
 * and waiting messages by naming its client identifier.
 */
public record SessionKey(String userName, String clientId) {}
