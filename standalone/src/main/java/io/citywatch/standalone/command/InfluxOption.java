package io.citywatch.standalone.command;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxOptions.Account;
import io.citywatch.jobs.influx.InfluxOptions.Token;
import io.citywatch.standalone.platform.WrongOptionException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where the history is, and who asks there. Secrets stand in files or in the environment, and are never shown. */
final class InfluxOption {
    /** As InfluxDB's own command line has it. */
    private static final String TOKEN_VARIABLE = "INFLUX_TOKEN";

    @Option(
            names = "--influx",
            paramLabel = "URL",
            description = "The InfluxDB (1, 2 or 3) or VictoriaMetrics with the history.")
    private @Nullable URI influx;

    @Option(
            names = "--influx-database",
            paramLabel = "NAME",
            defaultValue = InfluxOptions.DEFAULT_DATABASE,
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Its database, or bucket.")
    private String database = InfluxOptions.DEFAULT_DATABASE;

    @Option(
            names = "--influx-org",
            paramLabel = "NAME",
            defaultValue = InfluxOptions.DEFAULT_ORG,
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "The organization, of InfluxDB 2.")
    private String org = InfluxOptions.DEFAULT_ORG;

    @Option(
            names = "--influx-token-file",
            paramLabel = "FILE",
            description = "The file with the token, of InfluxDB 2 and 3. Default: what the environment has as "
                    + TOKEN_VARIABLE + ", where --influx is given.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--influx-user",
            paramLabel = "USER",
            description = "Who asks, of InfluxDB 1 with users. Default: nobody in particular.")
    private @Nullable String user;

    @Option(
            names = "--influx-password-file",
            paramLabel = "FILE",
            description = "The file with the password of that user.")
    private @Nullable Path passwordFile;

    boolean isGiven() {
        return influx != null;
    }

    /** The server that is named, or null when none is. */
    @Nullable
    InfluxOptions server() {
        if (influx == null && (tokenFile != null || user != null || passwordFile != null)) {
            throw new WrongOptionException("a token or a user is for an InfluxDB that --influx names");
        }
        return influx == null ? null : at(influx);
    }

    /** The server that is named, or that one. */
    InfluxOptions serverOr(String url) {
        return at(influx == null ? URI.create(url) : influx);
    }

    private InfluxOptions at(URI url) {
        if ((user == null) != (passwordFile == null)) {
            throw new WrongOptionException("--influx-user and --influx-password-file belong together");
        }
        try {
            InfluxOptions plain = InfluxOptions.of(url.toString());
            return new InfluxOptions(
                    plain.url(),
                    plain.api(),
                    database,
                    user == null || passwordFile == null ? null : Account.of(user, passwordFile),
                    token(),
                    plain.batching());
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Token token() {
        if (tokenFile != null) {
            return Token.of(org, tokenFile);
        }
        String variable = influx == null || user != null ? null : System.getenv(TOKEN_VARIABLE);
        return variable == null || variable.isBlank() ? null : new Token(org, variable.strip());
    }
}
