package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.ingest.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client that has logged in.
 *
 * @param principal who it is
 * @param sender how the log records it
 * @param session what is remembered of it
 * @param will what is published when it goes without farewell
 * @param limits what it takes
 */
record Login(Principal principal, Sender sender, Session session, @Nullable Will will, ClientLimits limits) {}
