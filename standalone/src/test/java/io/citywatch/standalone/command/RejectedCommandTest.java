package io.citywatch.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RejectedCommandTest {
    @Test
    void whatADeviceSaidCommandsNoTerminal() {
        assertThat(RejectedCommand.printable("gas\u001b[2J\u009b1m\r燃气\tA\n"))
                .isEqualTo("gas\\u001b[2J\\u009b1m\\u000d燃气\tA\n");
    }

    @Test
    void whatIsNoTextIsShownInBase64() {
        assertThat(RejectedCommand.readable(new byte[] {8, (byte) 0xb6, (byte) 0xff}))
                .isEqualTo("3 bytes, in Base64: CLb/");
        assertThat(RejectedCommand.readable("{\"t\": 1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{\"t\": 1}");
    }
}
