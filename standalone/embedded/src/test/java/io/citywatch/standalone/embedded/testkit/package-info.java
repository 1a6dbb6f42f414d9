/** Servers of tests, which the platform itself does not start, and a recorder of what is logged; uses no module. */
@NullMarked
package io.citywatch.standalone.embedded.testkit;

import org.jspecify.annotations.NullMarked;
