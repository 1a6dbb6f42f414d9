/** The launcher's commands: their options, what they print and their exit codes. */
@NullMarked
package io.citywatch.standalone.command;

import org.jspecify.annotations.NullMarked;
