/** Passwords that are derived from a key and a user name, so that no table of secrets is needed, and the files beside the keys. */
@NullMarked
package io.citywatch.telemetry.credentials;

import org.jspecify.annotations.NullMarked;
