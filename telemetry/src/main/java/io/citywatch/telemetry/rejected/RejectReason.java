package io.citywatch.telemetry.rejected;

/** Why a message, or a part of one, could not be used. */
public enum RejectReason {
    /** Not a topic on which a device speaks. */
    UNKNOWN_TOPIC,
    /** Longer than 64 KiB. */
    TOO_LARGE,
    /** Not well-formed JSON. */
    NOT_JSON,
    /** JSON, but neither an object nor an array of objects. */
    WRONG_SHAPE,
    /** A field that this kind of facility does not have. */
    UNKNOWN_FIELD,
    /** The same field twice in one object. */
    DUPLICATE_FIELD,
    /** A field that has to be there is not. */
    MISSING_FIELD,
    /** A text where a number belongs, and the like. */
    WRONG_TYPE,
    /** Outside what the quantity can be. */
    OUT_OF_RANGE,
    /** A time that can't be when it was measured. */
    TIME_OUT_OF_RANGE,
    /** The history's store took it not; the detail has the store's own words. */
    REFUSED_BY_STORE,
    /** Not well-formed CBOR or Sparkplug B. */
    MALFORMED,
    /** A unit in which the quantity is not measured. */
    WRONG_UNIT,
    /** A SenML name that names another device than the topic. */
    FOREIGN_NAME,
    /** Sparkplug B: a message of the edge node's before this one is missing. This one is used. */
    SEQUENCE_GAP,
    /** Sparkplug B: a metric whose birth is not known. */
    NO_BIRTH,
    /** A record of the rules' topic that no rule can be made of. */
    INVALID_RULE,
    /** A record of the actions' topic that is no action on an alarm. */
    INVALID_ACTION
}
