package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.message.CommandAnswer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one object of an answer to a command: {@code t}, {@code seq}, {@code command}, {@code result}, {@code text}. */
final class AnswerReader {
    private static final int MAX_COMMAND_ID = 256;
    private static final String RESULTS = Stream.of(CommandAnswer.Result.values())
            .map(CommandAnswer.Result::text)
            .collect(Collectors.joining(", "));

    private AnswerReader() {}

    static @Nullable CommandAnswer read(ObjectFields fields) throws IOException {
        String command = null;
        String resultText = null;
        String text = null;
        for (String field = fields.nextDistinct(); field != null; field = fields.nextDistinct()) {
            switch (field) {
                case "t" -> fields.readTime();
                case "seq" -> fields.integer(field, 0, Long.MAX_VALUE);
                case "command" -> command = fields.text(field, MAX_COMMAND_ID);
                case "result" -> resultText = fields.text(field, 32);
                case "text" -> text = fields.text(field, EventReader.MAX_TEXT);
                default -> fields.unknown(field, "t, seq, command, result, text");
            }
        }
        if (command == null) {
            fields.missing("command", "the id of the command is not said");
            return null;
        }
        CommandAnswer.Result result = resultText == null ? null : CommandAnswer.Result.ofText(resultText);
        if (result == null) {
            fields.notOneOf("result", String.valueOf(resultText), RESULTS);
            return null;
        }
        return new CommandAnswer(fields.time(), command, result, text);
    }
}
