package io.citywatch.telemetry.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammeTest {
    @TempDir
    Path folder;

    @Test
    void theBundledProgrammeHasItsTargetsAndDistricts() {
        Programme programme = Programme.bundled();

        assertThat(programme.city().code()).isEqualTo("410800");
        assertThat(programme.districts()).hasSize(10);
        assertThat(programme.targets())
                .contains(new Target(
                        "gas-safety-devices",
                        FacilityKind.GAS,
                        "居民用户燃气安全装置加装",
                        "Household gas safety devices fitted",
                        Measure.HOUSEHOLDS,
                        new Target.Planned(740_160, Map.of())))
                .hasSize(7);
        assertThat(programme.ownDistrict()).isEqualTo("410801");
    }

    @Test
    void theCitysOwnDistrictHasACodeThatNobodyElseHas() {
        Programme bundled = Programme.bundled();
        var city = new Programme.City("410801", "焦作", "Jiaozuo");

        assertThat(new Programme(2023, bundled.zone(), city, bundled.districts(), bundled.targets()).ownDistrict())
                .isEqualTo("410805");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kind\": \"gas\"         | \"kind\": \"lamp\"      | targets[0].kind: 'lamp' is no kind of facility",
                "\"measure\": \"bays\"     | \"measure\": \"feet\"   | targets[4].measure: 'feet' is no measure",
                "\"target\": 740160        | \"target\": -1          | targets[0].target: -1.0 is outside",
                "\"target\": 8120          | \"target\": 3, \"byDistrict\": {\"410811\": 2} | targets[1].byDistrict: the districts' parts add up to 2.0",
                "\"target\": 8120          | \"target\": 3, \"byDistrict\": {\"999999\": 3} | targets[1].byDistrict: '999999' is none of the districts",
                "\"year\": 2023            | \"year\": 2023, \"timeZone\": \"Mars\" | timeZone: 'Mars' is no time zone",
                "\"target\": 740160        | \"target\": \"many\"    | targets[0].target: a number is expected",
                "\"code\": \"410803\"      | \"code\": \"410802\"    | districts[1].code: 410802 stands there twice",
                "\"code\": \"410800\"      | \"code\": \"jiaozuo\"   | city.code: 'jiaozuo' is not six digits",
                "\"id\": \"manholes\"      | \"id\": \"\"            | targets[1].id: a text is expected",
                "\"kind\": \"gas\"         | \"kind\": \"platform\"  | targets[0].kind: 'platform' is no kind of facility",
                "\"year\": 2023            | \"year\": 2023.9        | year: 2023.9 is no whole number",
                "\"year\": 2023            | \"jahr\": 2023          | year: a number is expected",
            })
    void namesThePlaceOfWhatIsWrong(String good, String bad, String message) throws IOException {
        Path file = folder.resolve("programme.json");
        String json = bundledText();
        assertThat(json).contains(good);
        Files.writeString(file, json.replaceFirst(java.util.regex.Pattern.quote(good), bad));

        assertThatThrownBy(() -> Programme.load(file))
                .isInstanceOf(ProgrammeException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("programme.json");
    }

    @Test
    void aMissingOrBrokenFileIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");

        assertThatThrownBy(() -> Programme.load(folder.resolve("none.json"))).hasMessageContaining("none.json");
        assertThatThrownBy(() -> Programme.load(broken)).hasMessageContaining("broken.json is not JSON");
    }

    private static String bundledText() throws IOException {
        try (InputStream in = Objects.requireNonNull(Programme.class.getResourceAsStream("programme-2023.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
