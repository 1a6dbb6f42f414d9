package io.citywatch.console.access;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a browser may reach the console with its session.
 *
 * <p>A foreign page can point its own name at this machine (DNS rebinding) and would then be of the console's origin. It
 * can't do so with {@code localhost} or with an address in figures, so those are always allowed, and any other name only
 * when it was configured.
 *
 * @param names names that were configured, in lower case
 */
record AllowedHosts(Set<String> names) {
    AllowedHosts {
        names = Set.copyOf(names);
    }

    /** Whether the value of a {@code Host} or {@code :authority} header names an allowed host, on whatever port. */
    boolean allows(@Nullable String authority) {
        if (authority == null) {
            return false;
        }
        String host = host(authority).toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || names.contains(host)
                || NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host);
    }

    private static String host(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? authority : authority.substring(1, end);
        }
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }
}
