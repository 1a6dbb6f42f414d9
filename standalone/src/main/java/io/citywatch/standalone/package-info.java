/** The entry point of the launcher; knows only the commands. */
@NullMarked
package io.citywatch.standalone;

import org.jspecify.annotations.NullMarked;
