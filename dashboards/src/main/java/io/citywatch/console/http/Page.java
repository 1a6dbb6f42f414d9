package io.citywatch.console.http;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import io.citywatch.console.access.AccessControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The operators' page and the libraries it uses, all from this jar and its dependencies: the page loads nothing from elsewhere. */
final class Page {
    private static final String FOLDER = "io/citywatch/console/page";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final MediaType JAVASCRIPT =
            MediaType.create("text", "javascript").withCharset(StandardCharsets.UTF_8);

    private final AccessControl access;
    private final HttpService index;

    Page(AccessControl access) {
        this.access = access;
        this.index = HttpFile.builder(Page.class.getClassLoader(), FOLDER + "/index.html")
                .cacheControl(ServerCacheControl.REVALIDATED)
                .build()
                .asService();
    }

    /** The page itself; on this machine it may bring a session with it. */
    HttpResponse index(ServiceRequestContext ctx, HttpRequest request) throws Exception {
        HttpResponse response = index.serve(ctx, request);
        Cookie session = access.autoSession(ctx);
        return session == null ? response : SessionApi.withCookie(session, response);
    }

    /** The page's own scripts and style sheets. */
    static HttpService files() {
        return FileService.builder(Page.class.getClassLoader(), FOLDER)
                .cacheControl(ServerCacheControl.REVALIDATED)
                .build();
    }

    static HttpService preact() {
        return script(webjar("preact/10.28.0/dist/preact.module.js"));
    }

    /** Preact's hooks, which ask for a module named {@code preact}: a browser needs an address. */
    static HttpService hooks() {
        String text = webjar("preact/10.28.0/hooks/dist/hooks.module.js");
        String bare = "from\"preact\"";
        if (!text.contains(bare)) {
            throw new IllegalStateException("preact's hooks no longer ask for the module 'preact'");
        }
        return script(text.replace(bare, "from\"./preact.js\""));
    }

    static HttpService echarts() {
        return script(webjar("echarts/5.3.1/dist/echarts.esm.min.js"));
    }

    private static HttpService script(String text) {
        return HttpFile.builder(HttpData.ofUtf8(withoutSourceMap(text)))
                .contentType(JAVASCRIPT)
                .cacheControl(ServerCacheControl.REVALIDATED)
                .build()
                .asService();
    }

    /** The source map is not served, and a browser with open tools would ask for it. */
    private static String withoutSourceMap(String text) {
        int map = text.lastIndexOf("//# sourceMappingURL=");
        return map < 0 ? text : text.substring(0, map);
    }

    private static String webjar(String path) {
        try (InputStream in = Page.class.getClassLoader().getResourceAsStream(WEBJARS + path)) {
            if (in == null) {
                throw new IllegalStateException("the webjar of " + path + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the webjar of " + path + " can't be read", e);
        }
    }
}
