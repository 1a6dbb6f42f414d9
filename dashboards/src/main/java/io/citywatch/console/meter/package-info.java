/** The meters of the console, each declared once; knows Micrometer. */
@NullMarked
package io.citywatch.console.meter;

import org.jspecify.annotations.NullMarked;
