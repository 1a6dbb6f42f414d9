package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.DetectorSpec;

/**
 * What a rule says of a series of a group.
 *
 * @param rule the rule's id
 * @param kind the kind of the devices
 * @param text what the rule's alarms mean
 * @param detector what is judged, and how
 */
public record AggregateTerms(String rule, FacilityKind kind, AlarmText text, DetectorSpec.RandomCutForest detector) {}
