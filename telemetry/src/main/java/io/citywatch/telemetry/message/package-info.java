/** What devices say: readings, births, events, deaths and answers to commands; knows {@code facility}. */
@NullMarked
package io.citywatch.telemetry.message;

import org.jspecify.annotations.NullMarked;
