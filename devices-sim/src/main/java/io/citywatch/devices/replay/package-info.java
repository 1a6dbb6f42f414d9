/** Recorded parking stays, read from a file and published as bay detectors; knows {@code link}. */
@NullMarked
package io.citywatch.devices.replay;

import org.jspecify.annotations.NullMarked;
