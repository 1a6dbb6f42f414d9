/**
 * Who gets what: topic filters, subscriptions, retained messages, and the way of a message to its subscribers; knows
 * nothing of connections, of the log or of who may do what.
 */
@NullMarked
package io.citywatch.ingest.routing;

import org.jspecify.annotations.NullMarked;
