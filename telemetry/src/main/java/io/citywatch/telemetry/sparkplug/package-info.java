/**
 * Sparkplug B: edge nodes, their births and what they say, on Eclipse Tahu's payloads; translates into the platform's own
 * messages by {@code codec}.
 */
@NullMarked
package io.citywatch.telemetry.sparkplug;

import org.jspecify.annotations.NullMarked;
