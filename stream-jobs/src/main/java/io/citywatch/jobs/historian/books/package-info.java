/**
 * The historian's books: for each partition of the uplink what was read, what repeats and what was decided about it; knows
 * the uplink and nothing of InfluxDB.
 */
@NullMarked
package io.citywatch.jobs.historian.books;

import org.jspecify.annotations.NullMarked;
