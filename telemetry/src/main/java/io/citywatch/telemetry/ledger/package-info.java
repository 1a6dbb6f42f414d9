/** The books of the platform: what became of every message that was accepted; knows nothing of the other packages. */
@NullMarked
package io.citywatch.telemetry.ledger;

import org.jspecify.annotations.NullMarked;
