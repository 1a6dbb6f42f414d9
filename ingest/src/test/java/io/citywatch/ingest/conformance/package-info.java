/**
 * The gateway as a broker, by the letter of MQTT 3.1.1 and 5: with every topic open, over real sockets, a class for each part of
 * the standards. Statements are named by the numbers of MQTT 5, or of 3.1.1 where that is said.
 */
@NullMarked
package io.citywatch.ingest.conformance;

import org.jspecify.annotations.NullMarked;
