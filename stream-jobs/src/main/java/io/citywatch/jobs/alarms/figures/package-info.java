/** The figures of ISA-18.2: how many alarms call for attention, and what waits; knows alarms as the log shows them. */
@NullMarked
package io.citywatch.jobs.alarms.figures;

import org.jspecify.annotations.NullMarked;
