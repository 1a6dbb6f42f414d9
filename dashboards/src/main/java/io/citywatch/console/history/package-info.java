/** What InfluxDB remembers of a device; the only part of the console that knows InfluxDB. */
@NullMarked
package io.citywatch.console.history;

import org.jspecify.annotations.NullMarked;
