package io.citywatch.standalone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Which module may know which, and which library belongs to which: the table of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "io.citywatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String TELEMETRY = "io.citywatch.telemetry..";
    private static final String INGEST = "io.citywatch.ingest..";
    private static final String JOBS = "io.citywatch.jobs..";
    private static final String DEVICES = "io.citywatch.devices..";
    private static final String CONSOLE = "io.citywatch.console..";
    private static final String OUTWARD = "io.citywatch.outward..";
    private static final String STANDALONE = "io.citywatch.standalone..";
    private static final String EMBEDDED = "io.citywatch.standalone.embedded..";

    private static final String NETTY = "io.netty..";
    private static final String FLINK = "org.apache.flink..";
    private static final String KAFKA_CLIENTS = "org.apache.kafka..";
    private static final String INFLUXDB = "org.influxdb..";
    private static final String INFLUX_SINK = "io.citywatch.jobs.influx..";
    private static final String PAHO = "org.eclipse.paho..";
    private static final String ARMERIA = "com.linecorp.armeria..";

    @ArchTest
    static final ArchRule telemetryKnowsNothingOfTheOthers = noClasses()
            .that()
            .resideInAPackage(TELEMETRY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    INGEST, JOBS, DEVICES, CONSOLE, STANDALONE, NETTY, FLINK, KAFKA_CLIENTS, INFLUXDB, PAHO, ARMERIA);

    @ArchTest
    static final ArchRule ingestKnowsTelemetry = onlyTelemetry(INGEST, JOBS, DEVICES, CONSOLE, OUTWARD, STANDALONE);

    @ArchTest
    static final ArchRule jobsKnowTelemetry = onlyTelemetry(JOBS, INGEST, DEVICES, CONSOLE, OUTWARD, STANDALONE);

    @ArchTest
    static final ArchRule devicesKnowTelemetry = onlyTelemetry(DEVICES, INGEST, JOBS, CONSOLE, OUTWARD, STANDALONE);

    @ArchTest
    static final ArchRule consoleKnowsTelemetry = onlyTelemetry(CONSOLE, INGEST, JOBS, DEVICES, STANDALONE);

    @ArchTest
    static final ArchRule outwardKnowsTelemetryAndNotTheConsole =
            onlyTelemetry(OUTWARD, INGEST, JOBS, DEVICES, CONSOLE, STANDALONE, INFLUXDB);

    @ArchTest
    static final ArchRule onlyDeliveryKnowsTheLogAndHttp = noClasses()
            .that()
            .resideInAPackage(OUTWARD)
            .and()
            .resideOutsideOfPackage("io.citywatch.outward.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KAFKA_CLIENTS, ARMERIA);

    @ArchTest
    static final ArchRule theEmbeddedServersKnowNoModule =
            onlyTelemetry(EMBEDDED, INGEST, JOBS, DEVICES, CONSOLE, TELEMETRY);

    @ArchTest
    static final ArchRule onlyJobsAndTheOneProcessKnowFlink = noClasses()
            .that()
            .resideOutsideOfPackages(JOBS, STANDALONE, "io.citywatch.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(FLINK);

    @ArchTest
    static final ArchRule ofTheJobsOnlyTheHistorianKnowsInfluxdb = noClasses()
            .that(resideInAnyPackage(JOBS).and(not(resideInAnyPackage("io.citywatch.jobs.historian..", INFLUX_SINK))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFLUXDB, INFLUX_SINK);

    @ArchTest
    static final ArchRule theJobsDoNotKnowEachOther = slices().matching("io.citywatch.jobs.(historian|alarms|census)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.citywatch.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreNullMarked =
            classes().that(simpleName("package-info")).should().beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule packagesSayWhatLivesThere = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..impl..", "..misc..");

    private static ArchRule onlyTelemetry(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}
