/** The simulator's commands: {@code sim} and {@code replay}, with their options and what they print. */
@NullMarked
package io.citywatch.devices.cli;

import org.jspecify.annotations.NullMarked;
