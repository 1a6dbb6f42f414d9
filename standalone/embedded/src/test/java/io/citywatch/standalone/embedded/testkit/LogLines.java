package io.citywatch.standalone.embedded.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that the process logs, with the platform's own loggers as talkative as they can be. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root;
    private final Logger ours;
    private final @Nullable Level usual;

    private LogLines(LoggerContext context) {
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ours = context.getLogger("io.citywatch");
        usual = ours.getLevel();
        setContext(context);
    }

    public static LogLines record() {
        LogLines lines = new LogLines((LoggerContext) LoggerFactory.getILoggerFactory());
        lines.start();
        lines.ours.setLevel(Level.TRACE);
        lines.root.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage()
                + ' '
                + event.getKeyValuePairs()
                + ' '
                + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        ours.setLevel(usual);
    }
}
