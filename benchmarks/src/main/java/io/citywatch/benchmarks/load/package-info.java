/** A load generator: MQTT connections that publish as fast as they are acknowledged, at little cost of their own. */
@NullMarked
package io.citywatch.benchmarks.load;

import org.jspecify.annotations.NullMarked;
