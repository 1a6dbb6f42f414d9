/** The gateway's side of the durable log: its topics, what is appended, and the bounds on what is under way; knows Kafka. */
@NullMarked
package io.citywatch.ingest.log;

import org.jspecify.annotations.NullMarked;
