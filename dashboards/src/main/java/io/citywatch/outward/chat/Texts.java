package io.citywatch.outward.chat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of one language, in which <code>{name}</code> stands for a value.
 *
 * @param title the title of a message about one alarm
 * @param message its lines; a line that names a value which is not known is left out
 * @param digestTitle the title of a message about several
 * @param digestLine the line of one of them
 * @param digestMore the line that counts those which had no room
 * @param digestEnd the last line; left out where a value is not known
 */
record Texts(
        String title,
        List<String> message,
        String digestTitle,
        String digestLine,
        String digestMore,
        String digestEnd) {
    static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

    Texts {
        message = List.copyOf(message);
    }

    /** The template with the values filled in; what is not known is left blank. */
    static String fill(String template, Map<String, String> values) {
        return NAME.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
    }

    /** Whether every value that the template names is known. */
    static boolean isComplete(String template, Map<String, String> values) {
        return NAME.matcher(template).results().noneMatch(match -> values.getOrDefault(match.group(1), "")
                .isEmpty());
    }
}
