package io.citywatch.outward.receiver;

import org.jspecify.annotations.Nullable;

/** What a receiver understands. */
public enum ReceiverType {
    /** JSON, signed. */
    WEBHOOK("webhook", 600, 6_000),
    /** A CAP 1.2 document in XML. */
    CAP("cap", 600, 6_000),
    /** The group robot of DingTalk; it takes 20 messages a minute and bans those who send more for ten. */
    DINGTALK("dingtalk", 18, 20),
    /** The group robot of WeCom; it takes 20 messages a minute. */
    WECOM("wecom", 18, 20),
    /** The custom bot of Feishu; it takes 100 messages a minute. */
    FEISHU("feishu", 60, 100);

    private final String text;
    private final int perMinute;
    private final int maxPerMinute;

    ReceiverType(String text, int perMinute, int maxPerMinute) {
        this.text = text;
        this.perMinute = perMinute;
        this.maxPerMinute = maxPerMinute;
    }

    /** The type as it stands in the receivers' file. */
    public String text() {
        return text;
    }

    /** How many requests a minute it gets when nothing else is said. */
    public int perMinute() {
        return perMinute;
    }

    /** How many requests a minute it can be given at most. */
    public int maxPerMinute() {
        return maxPerMinute;
    }

    /** Whether people read it, in a group of a chat system. */
    public boolean isChat() {
        return this == DINGTALK || this == WECOM || this == FEISHU;
    }

    /** The type of that text, or null when there is none. */
    public static @Nullable ReceiverType ofText(String text) {
        for (ReceiverType type : values()) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        return null;
    }
}
