/**
 * The census: how many assets there are of each kind in each district, each counted once by its newest birth, and how far
 * the programme's targets have come.
 */
@NullMarked
package io.citywatch.jobs.census;

import org.jspecify.annotations.NullMarked;
