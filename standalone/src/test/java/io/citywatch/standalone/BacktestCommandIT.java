package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestCommandIT {
    private static final int ROWS = 2000;
    private static final int WRONG = 1500;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path series;

    @BeforeEach
    void record() throws IOException {
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(1_676_339_400_000L + row * 300_000L)
                    .append(',')
                    .append(row == WRONG ? "50.0" : 10 + row * 7919 % 13)
                    .append('\n');
        }
        series = Files.writeString(folder.resolve("main.csv"), text);
    }

    @Test
    void everyRowComesBackWithItsScore() throws IOException {
        assertThat(run("backtest", series.toString())).isZero();

        List<String> lines = out.toString().lines().toList();
        List<String> read = Files.readAllLines(series);
        assertThat(lines).hasSize(ROWS + 1);
        assertThat(lines.get(0)).isEqualTo("timestamp,value,score,anomaly");
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith(read.get(i) + ",").matches(".*,[^,]+,[01]");
            String[] fields = lines.get(i).split(",");
            assertThat(Double.parseDouble(fields[2])).isBetween(0.0, 1.0);
        }
        assertThat(lines.get(WRONG + 1)).endsWith(",1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dailyRhythm",
                "randomCutForest",
                "randomCutForest --trees 30 --sample-size 128 --shingle 4 --warm-up 400",
                "level --limit 40",
                "rateOfChange --limit 30 --minutes 10"
            })
    void everyDetectorFindsIt(String detector) throws IOException {
        Path labels = Files.writeString(
                folder.resolve("windows.json"),
                "{\"main.csv\": [[\"2023-02-19 06:00:00.000000\", \"2023-02-19 15:00:00\"]]}");
        Path scored = folder.resolve("scored.csv");
        String command =
                "backtest " + series + " --output " + scored + " --labels " + labels + " --detector " + detector;

        assertThat(run(command.split(" "))).isZero();

        assertThat(err.toString()).startsWith("backtest: 1 of 1 windows found, ");
        assertThat(out.toString()).isEmpty();
        assertThat(scored).content().contains(",50.0,");
    }

    @Test
    void aDetectorThatIsNoneListsThem() {
        assertThat(run("backtest", series.toString(), "--detector", "crystalBall"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("no detector 'crystalBall'", "dailyRhythm", "randomCutForest", "level", "stuck");
    }

    @Test
    void aLimitThatIsNeededIsAskedFor() {
        assertThat(run("backtest", series.toString(), "--detector", "level")).isEqualTo(2);

        assertThat(err.toString()).contains("--detector level: a level needs a limit");
    }

    @Test
    void aForestThatCannotBeIsSaidToBeNone() {
        assertThat(run("backtest", series.toString(), "--detector", "randomCutForest", "--sample-size", "512"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("--detector randomCutForest: after 300 values a forest of 512 points is not full");
    }

    @Test
    void aLineThatCannotBeUsedEndsIt() throws IOException {
        Files.writeString(series, "timestamp,value\n2023-02-14 01:50:00,1\n2023-02-14 01:55:00,none\n");

        assertThat(run("backtest", series.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("main.csv, line 3: 'none' is no number");
    }

    @Test
    void columnsThatArePassedOverMayHoldTextOfAnyEncoding() throws IOException {
        Files.write(series, "place,timestamp,value\n焦作,2023/2/14 1:50,1\n".getBytes(Charset.forName("GBK")));

        assertThat(run("backtest", series.toString())).isZero();

        assertThat(out.toString().lines()).containsExactly("timestamp,value,score,anomaly", "2023/2/14 1:50,1,0.0,0");
    }

    @Test
    void aFileThatIsNoTextIsRefusedByItsFirstLine() throws IOException {
        Files.write(series, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', (byte) 0xff});

        assertThat(run("backtest", series.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("main.csv, line 1: the header has to name the columns");
    }

    @Test
    void theRecordingIsNotWrittenOver() throws IOException {
        String before = Files.readString(series);

        assertThat(run(
                        "backtest",
                        series.toString(),
                        "--output",
                        folder.resolve("./main.csv").toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("main.csv is the recording itself");
        assertThat(series).hasContent(before);
    }

    @Test
    void aRuleJudgesASeriesWithItsOwnDetector() throws IOException {
        Path rule = Files.writeString(
                folder.resolve("rule.json"),
                """
                {"id": "main-low", "kinds": ["water-pipe"], "text": {"zh": "压力低", "en": "Low pressure"},
                 "detector": {"type": "level", "metric": "pressureKpa", "comparison": "below",
                              "steps": [{"limit": 200, "severity": "high", "sustainSeconds": 60}],
                              "clear": {"limit": 210}}}
                """);
        Files.writeString(
                series,
                """
                timestamp,value
                2023-02-14 01:50:00,300
                2023-02-14 01:51:00,190
                2023-02-14 01:51:30,190
                2023-02-14 01:52:30,190
                2023-02-14 01:53:30,190
                2023-02-14 01:54:30,300
                """);

        assertThat(run("backtest", series.toString(), "--rule", rule.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines().skip(1).map(row -> row.substring(row.indexOf(',') + 1)))
                .containsExactly("300,0.0,0", "190,0.0,0", "190,0.0,0", "190,0.9,1", "190,0.25,0", "300,0.0,0");
    }

    @Test
    void aRuleThatJudgesNoMeasurementsIsRefused() throws IOException {
        Path rule = Files.writeString(
                folder.resolve("rule.json"),
                """
                {"id": "quiet", "kinds": ["gas"], "text": {"zh": "失联", "en": "Silent"},
                 "detector": {"type": "silence", "missedReports": 3, "severity": "low"}}
                """);

        assertThat(run("backtest", series.toString(), "--rule", rule.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("rule quiet does not judge what one device measures");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBe() {
        assertThat(run("backtest", folder.resolve("no.csv").toString())).isEqualTo(1);

        assertThat(err.toString()).contains("no.csv is not there");
    }

    @Test
    void aFolderIsSaidToBeOne() {
        assertThat(run("backtest", folder.toString())).isEqualTo(1);

        assertThat(err.toString()).contains(folder + " is a folder");
    }

    private int run(String... arguments) {
        return Citywatch.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
