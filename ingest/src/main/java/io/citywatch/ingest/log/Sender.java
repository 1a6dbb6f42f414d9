package io.citywatch.ingest.log;

import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The one whose messages are appended, as the log records it: made once for a connection. */
public final class Sender {
    private final Header header;

    public Sender(String userName) {
        header = new RecordHeader(LogTopics.HEADER_PRINCIPAL, userName.getBytes(StandardCharsets.UTF_8));
    }

    Header header() {
        return header;
    }
}
