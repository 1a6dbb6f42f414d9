package io.citywatch.ingest.bridge;

/**
 * A message as the broker has delivered it.
 *
 * @param topic the topic's name
 * @param payload its bytes
 * @param qos with which quality of service it was delivered, 0 or 1
 * @param packetId what identifies it in its acknowledgement; without meaning for QoS 0
 * @param isRetained whether it is a copy that the broker had kept, and not what was just published
 * @param isDuplicate whether the broker has marked it as delivered before
 */
record Delivered(String topic, byte[] payload, int qos, int packetId, boolean isRetained, boolean isDuplicate) {}
