package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Every command tells what it takes, and what is wrong with what it was given. */
class CommandHelpTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandHasHelpAndASentenceForAllThatItTakes(String name, CommandLine command) {
        assertThat(command.getCommandSpec().findOption("--help")).as(name).isNotNull();
        List<String> without = command.getCommandSpec().args().stream()
                .filter(each -> each.description().length == 0)
                .map(ArgSpec::paramLabel)
                .toList();
        assertThat(without).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandTellsWhichVersionItIs(String name, CommandLine command) {
        StringWriter said = new StringWriter();

        int code = command.setOut(new PrintWriter(said)).execute("--version");

        assertThat(code).as(name).isZero();
        assertThat(said.toString()).matches("citywatch \\d+\\.\\d+\\.\\d+\\S*\\s+");
    }

    static List<Object[]> commands() {
        List<Object[]> found = new ArrayList<>();
        collect("citywatch", Citywatch.commandLine(), found);
        return found;
    }

    private static void collect(String name, CommandLine command, List<Object[]> found) {
        found.add(new Object[] {name, command});
        command.getSubcommands().forEach((sub, line) -> collect(name + ' ' + sub, line, found));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token viewer --days 0",
                "token viewer --days 40000",
                "token viewer --name a,b",
                "rejected list --limit 0",
                "rejected retry",
                "rules",
                "rejected",
                "history",
                "receivers",
                "demo --for -1",
                "demo --mqtt-port 70000",
                "demo --influx-user me",
                "demo --bridge-user me",
                "demo --bridge nonsense",
                "demo --set bridge.group=x",
                "demo --bridge mqtt://127.0.0.1:1 --set bridge.groop=x",
                "bridge --log 127.0.0.1:1",
                "bridge --log 127.0.0.1:1 --bridge mqtt://127.0.0.1:1 --set gateway.mqttPort=1",
                "console --keys nowhere --log 127.0.0.1:1",
                "console --keys nowhere --log 127.0.0.1:1 --influx http://127.0.0.1:1 --http-port 70000",
                "gateway --log 127.0.0.1:1",
                "gateway --keys nowhere --log 127.0.0.1:1 --uplink-partitions 0",
                "replay stays.csv --zone Foo",
                "backtest series.csv --detector none",
                "sim --births -1",
                "sim --report -1"
            })
    void aWrongOptionEndsWithTwoAndWordsButNoTrace(String line, @TempDir Path data) {
        StringWriter said = new StringWriter();
        String[] arguments = line.split(" ");
        if (arguments[0].equals("token")) {
            arguments = (line + " --data " + data).split(" ");
        }

        int code = Citywatch.commandLine().setErr(new PrintWriter(said)).execute(arguments);

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).isNotBlank().contains(" --help").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "rejected list --limit many, 'many' is not a whole number",
                "demo --mqtt-port 1.5, '1.5' is not a whole number",
                "sim --seed x, 'x' is not a whole number",
                "sim --window 3000000000, '3000000000' is outside -2147483648 to 2147483647",
                "sim --speed fast, 'fast' is not a number",
                "backtest nowhere.csv --limit NaN, 'NaN' is not a number",
                "demo --influx http://[::1, 'http://[::1' is not a URL"
            })
    void whatIsNoNumberOrUrlIsSaidInEverybodysWords(String line, String words) {
        StringWriter said = new StringWriter();

        int code = Citywatch.commandLine().setErr(new PrintWriter(said)).execute(line.split(" "));

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains(words).contains("option '--");
    }

    @Test
    void theHelpThatIsPointedAtIsTheVerbsOwn() {
        StringWriter said = new StringWriter();

        Citywatch.commandLine().setErr(new PrintWriter(said)).execute("rejected", "retry");

        assertThat(said.toString()).contains("./citywatch rejected retry --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules apply nowhere.json",
                "receivers check nowhere.json",
                "backtest nowhere.csv",
                "demo --data nowhere --bridge mqtt://127.0.0.1:1 --bridge-user me --bridge-password-file nowhere",
                "bridge --log 127.0.0.1:1 --bridge mqtt://127.0.0.1:1 --bridge-user me --bridge-password-file nowhere",
                "gateway --keys nowhere --log 127.0.0.1:1",
                "console --keys nowhere --log 127.0.0.1:1 --influx http://127.0.0.1:1"
            })
    void whatIsNotThereEndsWithOneAndIsNamed(String line) {
        StringWriter said = new StringWriter();

        int code = Citywatch.commandLine().setErr(new PrintWriter(said)).execute(line.split(" "));

        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(said.toString()).contains("nowhere").doesNotContain("\tat ");
        assertThat(Path.of("nowhere")).doesNotExist();
    }

    @Test
    void aPasswordOfAFolderThatNobodyHasUsedIsGivenWithAWarning(@TempDir Path data) {
        StringWriter said = new StringWriter();
        CommandLine line = Citywatch.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(said, true));

        line.execute("password", "gas-1", "--data", data.toString());
        String first = said.toString();
        line.execute("password", "gas-1", "--data", data.toString());

        assertThat(first).contains("there was no key in " + data);
        assertThat(said.toString()).isEqualTo(first);
    }
}
