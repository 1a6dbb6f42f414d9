package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What is wrong with a text that is no JSON, in words for whoever wrote it. */
public final class JsonWords {
    /** Jackson names its source inside of some messages, and says of ours only that it does not show it. */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: REDACTED[^;\\]]*; ([^\\]]*)]");

    private JsonWords() {}

    /** The parser's message, without the place where it stopped and without the name of its source. */
    public static String of(JsonProcessingException e) {
        return SOURCE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("$1");
    }
}
