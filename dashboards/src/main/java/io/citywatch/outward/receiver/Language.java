package io.citywatch.outward.receiver;

import org.jspecify.annotations.Nullable;

/** In which language a receiver is told. */
public enum Language {
    ZH("zh", true, false),
    EN("en", false, true),
    BOTH("both", true, true);

    private final String text;
    private final boolean zh;
    private final boolean en;

    Language(String text, boolean zh, boolean en) {
        this.text = text;
        this.zh = zh;
        this.en = en;
    }

    /** The language as it stands in the receivers' file. */
    public String text() {
        return text;
    }

    public boolean zh() {
        return zh;
    }

    public boolean en() {
        return en;
    }

    /** The language of that text, or null when there is none. */
    public static @Nullable Language ofText(String text) {
        for (Language language : values()) {
            if (language.text.equals(text)) {
                return language;
            }
        }
        return null;
    }
}
