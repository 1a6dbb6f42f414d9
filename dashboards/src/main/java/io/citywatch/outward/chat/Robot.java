package io.citywatch.outward.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.receiver.Receiver.Target;
import io.citywatch.outward.receiver.Verdict;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The form of one chat system's robots. */
interface Robot {
    /** How many bytes of UTF-8 title and lines may have together. */
    int maxBytes();

    /** Where a message goes at that time. */
    URI address(Target target, long nowMillis);

    /** The message as the robot takes it. */
    ObjectNode body(ChatMessage message, Target target, long nowMillis);

    /**
     * The code in an answer; null where it holds none. Robots say what is wrong with HTTP 200 and a code that is not 0.
     */
    @Nullable
    Integer code(JsonNode answer);

    /** What a code that is not 0 means. */
    Verdict judge(int code);
}
