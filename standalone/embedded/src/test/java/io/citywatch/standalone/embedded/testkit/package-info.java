/** Servers of tests, which the platform itself does not start; knows no module. */
@NullMarked
package io.citywatch.standalone.embedded.testkit;

import org.jspecify.annotations.NullMarked;
