/** Receivers and notices for the tests of outward. */
@NullMarked
package io.citywatch.outward.testkit;

import org.jspecify.annotations.NullMarked;
