/** What tests of the whole platform use to talk to it as its users do: Mosquitto's clients, HTTP, InfluxQL. */
@NullMarked
package io.citywatch.standalone.testkit;

import org.jspecify.annotations.NullMarked;
