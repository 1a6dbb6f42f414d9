package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every convention by its golden files. */
class GoldenFilesTest {
    private final UplinkCodecs codecs = new UplinkCodecs();
    private final ThingsBoardDecoder thingsBoard = new ThingsBoardDecoder();

    static List<GoldenFile> json() {
        return GoldenFile.all("json");
    }

    static List<GoldenFile> senmlJson() {
        return GoldenFile.all("senml-json");
    }

    static List<GoldenFile> senmlCbor() {
        return GoldenFile.all("senml-cbor");
    }

    static List<GoldenFile> thingsboard() {
        return GoldenFile.all("thingsboard");
    }

    @ParameterizedTest
    @MethodSource("json")
    void platformsOwnJson(GoldenFile file) {
        assertThat(convention(file)).isEqualTo(Convention.JSON);
        assertThat(decoded(file)).isEqualTo(file.expected());
    }

    @ParameterizedTest
    @MethodSource("senmlJson")
    void senmlInJson(GoldenFile file) {
        assertThat(convention(file)).isEqualTo(Convention.SENML_JSON);
        assertThat(decoded(file)).isEqualTo(file.expected());
    }

    @ParameterizedTest
    @MethodSource("senmlCbor")
    void senmlInCbor(GoldenFile file) {
        assertThat(convention(file)).isEqualTo(Convention.SENML_CBOR);
        assertThat(decoded(file)).isEqualTo(file.expected());
    }

    @ParameterizedTest
    @MethodSource("thingsboard")
    void thingsBoardsDeviceApi(GoldenFile file) {
        ThingsBoardTopic topic =
                ThingsBoardTopic.parse(file.topic(), file.fields().get("user"));

        Decoded decoded = thingsBoard.decode(topic, file.payload(), GoldenFile.ARRIVAL);

        assertThat(GoldenFile.describe(decoded)).isEqualTo(file.expected());
    }

    @Test
    void backlogThatBeginsWithItsTimesIsNotTakenForSenml() {
        byte[] backlog = "[{\"t\": 1676339398000, \"seq\": 1, \"gasLel\": 3}]".getBytes();

        assertThat(SenmlDecoder.beginsAsJson(backlog)).isFalse();
        assertThat(SenmlDecoder.beginsAsJson("[{\"t\": 0, \"n\": \"gasLel\"}]".getBytes()))
                .isTrue();
    }

    private Convention convention(GoldenFile file) {
        return UplinkCodecs.conventionOf(topic(file).channel(), file.fields().get("content-type"), file.payload());
    }

    private List<String> decoded(GoldenFile file) {
        return GoldenFile.describe(
                codecs.decode(topic(file), file.fields().get("content-type"), file.payload(), GoldenFile.ARRIVAL));
    }

    private static UplinkTopic topic(GoldenFile file) {
        return UplinkTopic.parse(file.topic());
    }
}
