package io.citywatch.outward.chat;

import java.nio.charset.StandardCharsets;

/**
 * Makes any text fit to stand in a chat message.
 *
 * <p>The three systems each understand their own small part of Markdown and agree on no way to escape it. So what could be
 * markup, a mention or a tag is replaced by its full-width twin, which looks the same and means nothing.
 */
final class ChatText {
    /** An address or a reason; who writes more is read in the console. */
    private static final int MAX_CODE_POINTS = 120;

    private static final String MARKUP = "\\`*#[]()<>!|~@&";

    private ChatText() {}

    /** The text in one line, without markup, at most 120 characters. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        int length = text.codePointCount(0, text.length());
        text.codePoints().limit(MAX_CODE_POINTS).forEach(c -> plain.appendCodePoint(safe(c)));
        return plain.toString().strip() + (length > MAX_CODE_POINTS ? "…" : "");
    }

    private static int safe(int c) {
        if (Character.isISOControl(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.SURROGATE || type == Character.UNASSIGNED) {
            return 0xFFFD;
        }
        // From ! to ~ each ASCII character has its full-width twin at the same distance.
        return MARKUP.indexOf(c) >= 0 ? c + 0xFEE0 : c;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest beginning of the text that has at most so many bytes in UTF-8 and ends with a whole character. */
    static String cut(String text, int maxBytes) {
        if (bytes(text) <= maxBytes) {
            return text;
        }
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            used += bytes(Character.toString(c));
            if (used > maxBytes) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }
}
