/** Tests of the package of the same name. */
@NullMarked
package io.citywatch.telemetry.rule;

import org.jspecify.annotations.NullMarked;
