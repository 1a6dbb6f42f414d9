/** Clients of the log, for the console and for what tells the outside; knows neither. */
@NullMarked
package io.citywatch.client;

import org.jspecify.annotations.NullMarked;
