/** The gateway with its log alone, beside general brokers: acknowledged messages a second, and what connections cost. */
@NullMarked
package io.citywatch.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
