package io.citywatch.jobs.alarms.aggregate;

/** A series of a group as bytes, most of which are its forest's. Immutable: nobody writes into them. */
record PackedSeries(byte[] form) {}
