package io.citywatch.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.citywatch.ingest.GatewayOptions;
import io.citywatch.ingest.Setting;
import io.citywatch.ingest.bridge.BridgeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed reference says what the code says. */
class ReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("citywatch.root"), "docs", "reference.md");
    private static final String REWRITE = "reference.rewrite";
    private static final String COMMAND = "mvn -pl standalone -am test -Dtest=ReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + REWRITE + "=true";

    @Test
    void theCommittedPageIsUpToDate() throws IOException {
        if (Boolean.getBoolean(REWRITE)) {
            Files.writeString(PAGE, Reference.page());
        }

        assertThat(PAGE).exists();
        assertThat(Files.readString(PAGE))
                .as("docs/reference.md differs from the code; write it anew with: %s", COMMAND)
                .isEqualTo(Reference.page());
    }

    @Test
    void everySettingIsOnThePageOnce() {
        List<String> declared = classes()
                .filter(JavaClass::isRecord)
                .flatMap(type -> Arrays.stream(type.reflect().getRecordComponents()))
                .map(component -> component.getAnnotation(Setting.class))
                .filter(setting -> setting != null)
                .map(Setting::key)
                .toList();

        assertThat(Stream.of(GatewayOptions.class, BridgeOptions.class)
                        .flatMap(options -> Settings.in(options).stream())
                        .map(Setting::key))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void everyEnumOfMetersAndOptionsIsReadForThePage() {
        List<String> declared = classes()
                .filter(JavaClass::isEnum)
                .map(JavaClass::getName)
                .filter(name -> name.endsWith("Meter") || name.endsWith("Option"))
                .toList();
        List<String> read = classes()
                .filter(type -> type.getPackageName().equals(Reference.class.getPackageName()))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getName())
                .toList();

        assertThat(declared).isNotEmpty();
        assertThat(read).containsAll(declared);
    }

    private static Stream<JavaClass> classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.citywatch").stream();
    }
}
