/** Tests of the console's history. */
@NullMarked
package io.citywatch.console.history;

import org.jspecify.annotations.NullMarked;
