/**
 * Rules as data: the document of a rule, its strict reading with everything that is wrong in it, and the set that comes with
 * the platform; knows {@code facility}, {@code message} and {@code alarm}, and nothing of how a detector works.
 */
@NullMarked
package io.citywatch.telemetry.rule;

import org.jspecify.annotations.NullMarked;
