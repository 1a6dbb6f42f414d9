/** The page, tried in a real browser. */
@NullMarked
package io.citywatch.console.page;

import org.jspecify.annotations.NullMarked;
