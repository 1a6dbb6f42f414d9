/**
 * Who is let in, when, and how much each may send: credentials, the rate of log-ins and of messages, and what follows from
 * failed log-ins; knows user names, addresses and times, nothing of packets.
 */
@NullMarked
package io.citywatch.ingest.admission;

import org.jspecify.annotations.NullMarked;
