/** How soon a gas leak is an alarm at a listener and a command at its valve; knows the load generator and the platform. */
@NullMarked
package io.citywatch.benchmarks.alarms;

import org.jspecify.annotations.NullMarked;
