package io.citywatch.outward.chat;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Call;
import io.citywatch.outward.receiver.Draft;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.receiver.Receivers;
import io.citywatch.outward.receiver.Sender;
import io.citywatch.outward.receiver.Verdict;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.programme.Programme;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire to each robot, and what their answers mean. The signatures were computed with Python. */
class RobotsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void dingTalkIsSignedInTheAddress() throws IOException {
        Call call = call(
                "dingtalk", "https://o.example/robot/send?access_token={token}", "SECcitywatch0example", ONSET + 123);

        assertThat(call.address())
                .hasToString("https://o.example/robot/send?access_token=tok&timestamp=1676339400123"
                        + "&sign=3KYGlkRAz8jexCckDxsfgtrqfnkHEw0m8YjIRDkHwsU%3D");
        JsonNode body = MAPPER.readTree(call.body());
        assertThat(body.path("msgtype").asText()).isEqualTo("markdown");
        assertThat(body.at("/markdown/title").asText()).isEqualTo("【紧急·报警】燃气泄漏");
        assertThat(body.at("/markdown/text").asText())
                .startsWith("### 【紧急·报警】燃气泄漏\n\n**地点**：山阳区\n\n")
                .contains("测得 25 % LEL，限值 20 % LEL", "**始于**：2023-02-14 09:50:00", "立即通知燃气抢险")
                .endsWith("[在控制台查看](https://console.example/#alarm=gas-1%7Egas-leak)");
    }

    @Test
    void weComHasAMarkdownContent() throws IOException {
        Call call = call("wecom", "https://q.example/cgi-bin/webhook/send?key={token}", null, ONSET);

        assertThat(call.address()).hasToString("https://q.example/cgi-bin/webhook/send?key=tok");
        JsonNode body = MAPPER.readTree(call.body());
        assertThat(body.path("msgtype").asText()).isEqualTo("markdown");
        assertThat(body.at("/markdown/content").asText()).startsWith("### 【紧急·报警】燃气泄漏\n**地点**");
    }

    @Test
    void feishuIsSignedInTheBodyAndColoured() throws IOException {
        Call call =
                call("feishu", "https://f.example/open-apis/bot/v2/hook/{token}", "feishuCitywatchExample", ONSET + 7);

        JsonNode body = MAPPER.readTree(call.body());
        assertThat(body.path("timestamp").asText()).isEqualTo("1676339400");
        assertThat(body.path("sign").asText()).isEqualTo("wzWleWOEp8rrfZDFiMzMTKrumsjqb0Pv3m4TbCpFavk=");
        assertThat(body.path("msg_type").asText()).isEqualTo("interactive");
        assertThat(body.at("/card/header/template").asText()).isEqualTo("red");
        assertThat(body.at("/card/header/title/content").asText()).isEqualTo("【紧急·报警】燃气泄漏");
        assertThat(body.at("/card/elements/0/content").asText()).contains("**处置**");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dingtalk | 200 | `{\"errcode\":0,\"errmsg\":\"ok\"}` | TAKEN",
                "dingtalk | 200 | `{\"errcode\":130101,\"errmsg\":\"send too fast\"}` | LATER",
                "dingtalk | 200 | `{\"errcode\":310000,\"errmsg\":\"sign not match\"}` | REFUSED",
                "dingtalk | 200 | `{\"errcode\":460101,\"errmsg\":\"message too long\"}` | UNUSABLE",
                "dingtalk | 200 | `<html>sign in to the network</html>` | LATER",
                "dingtalk | 200 | `` | LATER",
                "dingtalk | 200 | `[0]` | LATER",
                "dingtalk | 503 | `{\"errcode\":310000}` | LATER",
                "wecom | 200 | `{\"errcode\":0,\"errmsg\":\"ok\"}` | TAKEN",
                "wecom | 200 | `{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}` | LATER",
                "wecom | 200 | `{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}` | REFUSED",
                "wecom | 200 | `{\"errcode\":40058,\"errmsg\":\"markdown.content exceed max length\"}` | UNUSABLE",
                "feishu | 200 | `{\"code\":0,\"msg\":\"success\"}` | TAKEN",
                "feishu | 200 | `{\"StatusCode\":0,\"StatusMessage\":\"success\"}` | TAKEN",
                "feishu | 400 | `{\"code\":11232,\"msg\":\"frequency limited\"}` | LATER",
                "feishu | 200 | `{\"code\":19021,\"msg\":\"sign match fail\"}` | REFUSED",
                "feishu | 200 | `{\"code\":9499,\"msg\":\"Bad Request\"}` | UNUSABLE",
                "feishu | 404 | `not found` | REFUSED"
            })
    void codeInTheAnswerDecides(String type, int status, String body, Verdict.Kind kind) {
        assertThat(dialect(type, "https://x.example/{token}", null)
                        .judge(status, body)
                        .kind())
                .isEqualTo(kind);
    }

    private static Call call(String type, String url, String secret, long now) {
        Draft draft = dialect(type, url, secret)
                .draft(List.of(Notices.newest(Notices.raised("gas-1", Severity.CRITICAL, ONSET))), 1);
        return draft.call().apply(now);
    }

    private static ChatDialect dialect(String type, String url, String secret) {
        Receiver receiver = Receivers.receiver(type, url, "tok", secret);
        Sender sender = new Sender(
                "citywatch.example", Sender.STANDARD.name(), Sender.BEIJING, false, "https://console.example");
        return new ChatDialect(
                receiver,
                new ChatMessages(Templates.bundled(), sender, new Wording(Programme.bundled()), Devices.UNKNOWN));
    }
}
