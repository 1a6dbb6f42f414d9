package io.citywatch.outward.receiver;

/**
 * A secret's value. It shows itself to nobody but the one who asks for it.
 *
 * <p>Not a record: a record's {@code toString} would print it.
 */
public final class Secret {
    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /** The secret itself, for signing and for addresses. Never for a log. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
