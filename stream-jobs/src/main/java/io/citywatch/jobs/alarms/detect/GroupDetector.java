package io.citywatch.jobs.alarms.detect;

/** A condition of a whole group of devices: rules find it out together, no message of one device shows it. */
public sealed interface GroupDetector extends Detector permits GroupCondition, ForestDetector {}
