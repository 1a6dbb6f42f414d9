package io.citywatch.console.access;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AsciiString;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sent a request, and gives and ends sessions.
 *
 * <p>A bearer token proves itself. A session's cookie is sent by the browser whoever made it send the request, so with it
 * the host must be one of the console's own names (DNS rebinding), and what changes something must come from the console's
 * own page (cross-site request forgery). Thread-safe.
 */
public final class AccessControl {
    private static final AsciiString SEC_FETCH_SITE = AsciiString.cached("sec-fetch-site");
    private static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
    /** In the first element, which is of the proxy that the browser speaks to (RFC 7239). */
    private static final Pattern OVER_TLS = Pattern.compile("^[^,]*\\bproto=\"?https\\b", Pattern.CASE_INSENSITIVE);

    private static final String BEARER = "Bearer ";
    /** How the headers begin that proxies add. */
    private static final Set<String> OF_PROXIES = Set.of("forwarded", "x-forwarded-", "x-real-ip", "via", "cf-");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ConsoleTokens tokens;
    private final RevokedTokens revoked;
    private final AllowedHosts hosts;
    private final @Nullable Role autoSignIn;
    private final InstantSource clock;
    private final SignedOut signedOut = new SignedOut();

    /**
     * Access by those tokens.
     *
     * @param revoked those of them that hold no more
     * @param hostNames names of the console beside {@code localhost} and addresses, in lower case
     * @param autoSignIn the role that a browser on this machine gets without being asked; null: none
     */
    public AccessControl(
            ConsoleTokens tokens,
            RevokedTokens revoked,
            Set<String> hostNames,
            @Nullable Role autoSignIn,
            InstantSource clock) {
        this.tokens = tokens;
        this.revoked = revoked;
        this.hosts = new AllowedHosts(hostNames);
        this.autoSignIn = autoSignIn;
        this.clock = clock;
    }

    /** Who sent the request. */
    public Identity identify(ServiceRequestContext ctx) {
        RequestHeaders headers = ctx.request().headers();
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            Caller caller = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? byToken(authorization.substring(BEARER.length()).strip())
                    : null;
            return caller == null ? new Identity.Unknown() : new Identity.Known(caller);
        }
        Caller caller = bySession(sessionOf(ctx));
        if (caller == null) {
            return new Identity.Unknown();
        }
        if (!hosts.allows(headers.authority())) {
            return new Identity.ForeignHost();
        }
        if (!READING.contains(headers.method()) && !isSameOrigin(headers)) {
            return new Identity.ForeignOrigin();
        }
        return new Identity.Known(caller);
    }

    /** Whose token it is, or null when it does not hold. */
    public @Nullable Caller byToken(String token) {
        Caller bearer = tokens.caller(token, clock.instant());
        return bearer == null || revoked.contains(bearer) ? null : bearer;
    }

    /** Whether a page that the browser shows under another name or origin is behind the request. */
    public boolean isForeign(RequestHeaders headers) {
        boolean byPage = headers.contains(HttpHeaderNames.ORIGIN) || headers.contains(SEC_FETCH_SITE);
        return !hosts.allows(headers.authority()) || (byPage && !isSameOrigin(headers));
    }

    /** The cookie of a new session of that caller. */
    public Cookie session(ServiceRequestContext ctx, Caller caller) {
        return cookie(ctx, tokens.session(caller, clock.instant()));
    }

    private Cookie cookie(ServiceRequestContext ctx, String value) {
        Caller session = tokens.sessionCaller(value, clock.instant());
        long seconds = session == null
                ? 0
                : Duration.between(clock.instant(), session.expires()).toSeconds();
        return cookie(ctx, value, seconds);
    }

    /** The cookie that takes the place of the request's session, if that is in use for a while; null when it need not. */
    public @Nullable Cookie renewedSession(ServiceRequestContext ctx) {
        String session = sessionOf(ctx);
        String renewed =
                bySession(session) == null || session == null ? null : tokens.renewed(session, clock.instant());
        return renewed == null ? null : cookie(ctx, renewed);
    }

    /** Ends the request's session, if it has one; the cookie takes it out of the browser. */
    public Cookie endSession(ServiceRequestContext ctx) {
        String session = sessionOf(ctx);
        Caller caller = bySession(session);
        if (session != null && caller != null) {
            signedOut.add(session, caller.expires(), clock.instant());
        }
        return cookie(ctx, "", 0);
    }

    /**
     * A session for a browser that loads the page without one, or null where it has to sign in. Only for a browser on this
     * machine: what came through a proxy, which may be anybody's, gets none.
     */
    public @Nullable Cookie autoSession(ServiceRequestContext ctx) {
        RequestHeaders headers = ctx.request().headers();
        boolean local = ctx.remoteAddress().getAddress().isLoopbackAddress()
                && headers.names().stream()
                        .noneMatch(name -> OF_PROXIES.stream().anyMatch(name::startsWith));
        if (autoSignIn == null || !local || !hosts.allows(headers.authority()) || bySession(sessionOf(ctx)) != null) {
            return null;
        }
        Caller browser = new Caller(autoSignIn, "local", clock.instant().plus(ConsoleTokens.DEFAULT_LIFE));
        return revoked.contains(browser) ? null : session(ctx, browser);
    }

    private @Nullable Caller bySession(@Nullable String session) {
        if (session == null || signedOut.contains(session)) {
            return null;
        }
        Caller caller = tokens.sessionCaller(session, clock.instant());
        return caller == null || revoked.contains(tokens.bearer(session, caller)) ? null : caller;
    }

    /**
     * Whether the console's own page made the request. Browsers send {@code Origin} with everything that is no GET, newer
     * ones {@code Sec-Fetch-Site} too; a request with neither was not made by a page of ours.
     */
    private static boolean isSameOrigin(RequestHeaders headers) {
        String site = headers.get(SEC_FETCH_SITE);
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin == null) {
            return site != null;
        }
        try {
            // The scheme is not compared: a proxy may speak TLS for us.
            return headers.authority() != null
                    && headers.authority().equalsIgnoreCase(new URI(origin).getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static @Nullable String sessionOf(ServiceRequestContext ctx) {
        String name = cookieName(ctx);
        for (Cookie cookie : ctx.request().headers().cookies()) {
            if (cookie.name().equals(name)) {
                return cookie.value();
            }
        }
        return null;
    }

    private static Cookie cookie(ServiceRequestContext ctx, String value, long maxAgeSeconds) {
        return Cookie.builder(cookieName(ctx), value)
                .path("/")
                .httpOnly(true)
                .secure(isEncrypted(ctx))
                .sameSite("Strict")
                .maxAge(maxAgeSeconds)
                .build();
    }

    /** Whether the browser speaks TLS, with a proxy before the console that says so: it then sends the cookie no other way. */
    private static boolean isEncrypted(ServiceRequestContext ctx) {
        RequestHeaders headers = ctx.request().headers();
        return headers.get(FORWARDED_PROTO, "").toLowerCase(Locale.ROOT).startsWith("https")
                || OVER_TLS.matcher(headers.get(HttpHeaderNames.FORWARDED, "")).find();
    }

    /** Cookies belong to a host, whatever the port: two platforms on one machine must not sign each other out. */
    private static String cookieName(ServiceRequestContext ctx) {
        return "citywatch-" + ctx.localAddress().getPort();
    }
}
