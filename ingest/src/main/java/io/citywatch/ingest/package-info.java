/** The MQTT gateway: what devices say goes into the log, alarms and commands come out of it. */
@NullMarked
package io.citywatch.ingest;

import org.jspecify.annotations.NullMarked;
