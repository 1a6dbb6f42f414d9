/** The commands of the launcher, without a platform. */
@NullMarked
package io.citywatch.standalone.command;

import org.jspecify.annotations.NullMarked;
