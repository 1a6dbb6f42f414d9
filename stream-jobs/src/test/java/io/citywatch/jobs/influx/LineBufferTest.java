package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineBufferTest {
    private final LineBuffer lines = new LineBuffer();

    @Test
    void aPointIsALineOfMeasurementTagsFieldsAndTime() {
        lines.point("gas")
                .name("device", "gas-1")
                .name("district", "410811")
                .field("gasLel", 3.2)
                .field("valveOpen", true)
                .field("sensorState", "normal")
                .end(1_676_339_400_000L);

        assertThat(lines.points()).isEqualTo(1);
        assertThat(lines.take())
                .isEqualTo("gas,device=gas-1,district=410811 "
                        + "gasLel=3.2,valveOpen=true,sensorState=\"normal\" 1676339400000000000\n");
        assertThat(lines.isEmpty()).isTrue();
    }

    @Test
    void numbersAreAlwaysFloats() {
        lines.point("gas")
                .field("a", 25)
                .field("b", -0.125)
                .field("c", 0.05)
                .field("d", -97.5)
                .field("e", 1e12)
                .field("f", 1.23456789)
                .end(1);

        assertThat(lines.take()).isEqualTo("gas a=25.0,b=-0.125,c=0.05,d=-97.5,e=1.0E12,f=1.23456789 1000000\n");
    }

    @Test
    void whatHasAMeaningInALineIsEscaped() {
        lines.point("alarm")
                .tag("rule", "a,b=c d\ne\\")
                .field("reason", "he said \"no\\yes\"")
                .end(1);

        assertThat(lines.take())
                .isEqualTo("alarm,rule=a\\,b\\=c\\ d\\ e/ reason=\"he said \\\"no\\\\yes\\\"\" 1000000\n");
    }

    @Test
    void aTextCannotBeginALineOfItsOwn() {
        lines.point("event")
                .name("device", "gas-1")
                .field("text", "x\ngas,device=gas-2,district=410811 gasLel=1\r\n")
                .end(1);

        assertThat(lines.take())
                .isEqualTo("event,device=gas-1 text=\"x gas,device=gas-2,district=410811 gasLel=1  \" 1000000\n");
    }

    @Property
    void aPointIsOneLineWhateverItsTextsAre(@ForAll String text) {
        LineBuffer buffer = new LineBuffer();
        buffer.point("event").tag("rule", text).field("text", text).end(1);

        assertThat(buffer.take().chars().filter(c -> c == '\n' || c == '\r').count())
                .isEqualTo(1);
    }

    @Test
    void aPointWithoutAFieldIsNone() {
        lines.point("gas").name("device", "gas-1").end(1);
        lines.point("gas").name("device", "gas-2").field("gasLel", 1).end(2);

        assertThat(lines.take()).isEqualTo("gas,device=gas-2 gasLel=1.0 2000000\n");
    }

    @Test
    void pointsOfOneMillisecondStandApart() {
        lines.point("gas").field("x", 1).end(1_676_339_400_000L, 5_000);
        lines.point("gas").field("x", 1).end(1_676_339_400_000L, 999_999);

        assertThat(lines.take()).isEqualTo("gas x=1.0 1676339400000005000\ngas x=1.0 1676339400000999999\n");
    }

    @Property
    void aDigestIsLessThanAMillisecondAndTheSameOfTheSame(@ForAll String text) {
        lines.take();
        int start = lines.point("event").field("arrival", 1).length();
        assertThat(lines.digest(start)).isZero();
        lines.field("text", text);
        int digest = lines.digest(start);
        lines.take();

        int again = lines.point("event").field("arrival", 1234).length();
        lines.field("text", text);

        assertThat(digest).isBetween(0, LineBuffer.MILLISECOND_NANOS - 1).isEqualTo(lines.digest(again));
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        lines.point("event")
                .optional("text", (String) null)
                .optional("value", (Double) null)
                .field("n", 1)
                .end(1);

        assertThat(lines.take()).isEqualTo("event n=1.0 1000000\n");
    }

    @Property
    void everyNumberIsReadBackAsItWas(@ForAll double value) {
        assertThat(readBack(value)).isEqualTo(value);
    }

    @Property
    void everyThousandthIsReadBackAsItWas(@ForAll int thousandths) {
        double value = thousandths / 1000.0;

        assertThat(readBack(value)).isEqualTo(value);
    }

    private double readBack(double value) {
        LineBuffer buffer = new LineBuffer();
        buffer.point("m").field("f", value).end(1);
        String line = buffer.take();
        double back = Double.parseDouble(line.substring("m f=".length(), line.lastIndexOf(' ')));
        return back == value ? value : back; // for InfluxDB 0.0 and -0.0 are one number
    }
}
