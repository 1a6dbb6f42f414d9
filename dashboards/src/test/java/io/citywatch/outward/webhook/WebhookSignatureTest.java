package io.citywatch.outward.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The vectors were computed with Python's {@code hmac}; the first is that of the Standard Webhooks libraries. */
class WebhookSignatureTest {
    @Test
    void secretOfStandardWebhooksIsBase64() {
        assertThat(WebhookSignature.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        bytes("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void anyOtherSecretIsTheKeyItself() {
        assertThat(WebhookSignature.of(
                        "citywatch-example-secret",
                        "gas-1~gas-leak~1676339400100",
                        1_676_339_401,
                        bytes("{\"id\":\"gas-1~gas-leak~1676339400100\",\"type\":\"alarm.raised\"}")))
                .isEqualTo("v1,pQf/FjXd8yH8iAkYbyopvorhetZhCSLTk0W2PDHSwmk=");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
