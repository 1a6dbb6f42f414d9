/**
 * What the server remembers of a client, over one connection or many: its subscriptions and the messages under way in both
 * directions; knows {@code routing}, and connections only as an {@link io.citywatch.ingest.session.Outlet}.
 */
@NullMarked
package io.citywatch.ingest.session;

import org.jspecify.annotations.NullMarked;
