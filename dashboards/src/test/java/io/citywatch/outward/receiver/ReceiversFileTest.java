package io.citywatch.outward.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.outward.notice.Happening;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiversFileTest {
    private static final String SECRET = "do-not-show-me";
    private static final Secrets SECRETS = new Secrets(Path.of("keys"), Map.of("S", SECRET, "TWO_LINES", "a\nb")::get);

    @Test
    void everythingThatCanBeSaidIsRead() throws IOException {
        ReceiversFile file = parse(
                """
                {"sender": "citywatch.jiaozuo.example", "senderName": {"zh": "焦作", "en": "Jiaozuo"}, "timeZone": "+09:00",
                 "exercise": true, "console": "https://console.example/", "receivers": [
                  {"id": "crew", "type": "webhook", "url": "https://crew.example/hook", "secret": "env:S",
                   "filter": {"severity": "high", "kinds": ["gas", "gas-pipe"], "districts": ["410811"], "rules": ["gas-leak"],
                              "transitions": ["raised", "cleared"]}, "language": "zh", "perMinute": 60},
                  {"id": "group", "type": "dingtalk", "url": "https://oapi.example/robot/send?access_token={token}",
                   "token": "env:S"}]}""");

        assertThat(file.sender().zone()).isEqualTo(ZoneOffset.ofHours(9));
        assertThat(file.sender().console()).isEqualTo("https://console.example");
        assertThat(file.sender().exercise()).isTrue();
        Receiver crew = file.receivers().get(0);
        assertThat(crew.filter().least()).isEqualTo(Severity.HIGH);
        assertThat(crew.filter().kinds()).containsExactlyInAnyOrder(FacilityKind.GAS, FacilityKind.GAS_PIPE);
        assertThat(crew.filter().happenings()).containsExactlyInAnyOrder(Happening.RAISED, Happening.CLEARED);
        assertThat(crew.perMinute()).isEqualTo(60);
        Receiver group = file.receivers().get(1);
        assertThat(group.language()).isEqualTo(Language.ZH);
        assertThat(group.perMinute()).isEqualTo(18);
        assertThat(group.target().address()).hasToString("https://oapi.example/robot/send?access_token=" + SECRET);
    }

    @Test
    void nothingThatIsReadShowsASecret() throws IOException {
        ReceiversFile file = parse(
                "{\"receivers\": [{\"id\": \"g\", \"type\": \"feishu\", \"url\": \"https://f.example/hook/{token}\","
                        + " \"token\": \"env:S\", \"secret\": \"env:S\"}]}");

        assertThat(file.toString()).contains("{token}").doesNotContain(SECRET);
        assertThat(file.receivers().get(0).target().host()).isEqualTo("f.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"receiver\": []}` | `receiver: is unknown`",
                "`[]` | `an object is expected`",
                "`{\"receivers\": [` | `line 1`",
                "`{\"receivers\": {}}` | `receivers: an array is expected`",
                "`{\"timeZone\": \"Peking\"}` | `timeZone: 'Peking' is no offset`",
                "`{\"exercise\": \"yes\"}` | `exercise: true or false is expected`",
                "`{\"sender\": \"a b\"}` | `sender: a domain`",
                "`{\"receivers\": [{\"id\": \"a\"}]}` | `receivers[0].type: is missing`",
                "`{\"receivers\": [{\"id\": \"a b\"}]}` | `receivers[0].id: 1 to 64`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"fax\"}]}` | `receivers[0].type: 'fax' is unknown`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"ftp://x\"}]}` | `receivers[0].url: a URL that begins`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://u:p@x\"}]}` | `it holds a password`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"webhook\", \"url\": \"http://x\"}]}` | `receivers[0].secret: it is missing`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"wecom\", \"url\": \"http://x?key=1\"}]}` | `receivers[0].url: a robot's`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://x\", \"secret\": \"env:NO\"}]}` | `no variable NO`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://x\", \"secret\": \"file:../mqtt.key\"}]}` | `not the name of a file`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://x\", \"secret\": \"env:TWO_LINES\"}]}` | `more than one line`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://x\", \"perMinute\": 0}]}` | `perMinute: a whole number from 1 to 6000`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://x\", \"filter\": {\"kinds\": [\"tram\"]}}]}` | `receivers[0].filter.kinds: 'tram' is unknown`",
                "`{\"receivers\": [{\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://x\"}, {\"id\": \"a\", \"type\": \"cap\", \"url\": \"http://x\"}]}` | `receivers[1].id: 'a' stands there twice`"
            })
    void whatIsWrongNamesItsPlace(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ReceiversException.class)
                .hasMessageStartingWith("receivers.json")
                .hasMessageContaining(message);
    }

    @Test
    void secretThatWasWrittenDownIsNotRepeated() {
        assertThatThrownBy(() -> parse("{\"receivers\": [{\"id\": \"a\", \"type\": \"webhook\", \"url\": \"http://x\","
                        + " \"secret\": \"" + SECRET + "\"}]}"))
                .hasMessageContaining("receivers[0].secret: a secret is named")
                .hasMessageNotContaining(SECRET);
    }

    private static ReceiversFile parse(String json) throws IOException {
        return ReceiversFile.parse(json.getBytes(StandardCharsets.UTF_8), Path.of("receivers.json"), SECRETS);
    }
}
