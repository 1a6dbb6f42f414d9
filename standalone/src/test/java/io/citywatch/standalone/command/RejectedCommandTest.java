package io.citywatch.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectedCommandTest {
    @Test
    void whatADeviceSaidCommandsNoTerminal() {
        assertThat(RejectedCommand.printable("gas\u001b[2J\u009b1m\r燃气\tA\n"))
                .isEqualTo("gas\\u001b[2J\\u009b1m\\u000d燃气\tA\n");
    }
}
