package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Flink's own distribution consists of: its jars, and what they need. Connectors are no part of it, and nothing of ours: what
 * the jobs need beside it has to be in their jar.
 */
final class FlinkDistribution {
    private static final Pattern JAR = Pattern.compile(
            ".*/repository/(org/apache/flink/flink-(?!connector-kafka|connector-base|test-utils)|org/apache/commons/|commons-"
                    + "|com/esotericsoftware/|com/ververica/|org/objenesis/|org/roaringbitmap/|org/snakeyaml/|org/javassist/"
                    + "|org/slf4j/|ch/qos/logback/|at/yawk/lz4/|org/xerial/snappy/|tools/profiler/).*(?<!-tests)\\.jar");

    /** For the command line, which is to see these jars and not the test's. */
    private static final ClassLoader LOADER = new URLClassLoader(
            jars().stream().map(FlinkDistribution::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());

    private FlinkDistribution() {}

    static List<String> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> JAR.matcher(entry).matches())
                .toList();
    }

    /** Runs Flink's command line, which {@code bin/flink} is; fails unless that succeeds. */
    static void commandLine(String... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LOADER);
        try {
            Class<?> settings = LOADER.loadClass("org.apache.flink.configuration.Configuration");
            Class<?> frontend = LOADER.loadClass("org.apache.flink.client.cli.CliFrontend");
            Object configuration = settings.getConstructor().newInstance();
            Method commandLines = frontend.getMethod("loadCustomCommandLines", settings, String.class);
            Object cli = frontend.getConstructor(settings, List.class)
                    .newInstance(configuration, commandLines.invoke(null, configuration, ""));
            Object status = frontend.getMethod("parseAndRun", String[].class).invoke(cli, (Object) arguments);
            assertThat(status).as("flink %s", String.join(" ", arguments)).isEqualTo(0);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Flink's command line could not be run", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(String file) {
        try {
            return Path.of(file).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
