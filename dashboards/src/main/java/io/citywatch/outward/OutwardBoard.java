package io.citywatch.outward;

import io.citywatch.outward.chat.Templates;
import io.citywatch.outward.delivery.Setup;
import io.citywatch.outward.delivery.Standing;
import io.citywatch.outward.notice.Instructions;
import io.citywatch.outward.receiver.Sender;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where others read how things stand with the outside, whether or not anything is sent there. Thread-safe. */
public final class OutwardBoard {
    private final Instructions bundled = Templates.bundled().instructions();
    private volatile @Nullable Setup setup;
    private volatile Supplier<List<Standing>> standings = List::of;
    private volatile @Nullable String problem;

    void post(@Nullable Setup newest, Supplier<List<Standing>> newestStandings) {
        setup = newest;
        standings = newestStandings;
        problem = null;
    }

    /** Notes that the file can't be used. Whether that is news. */
    boolean problem(String text) {
        boolean news = !text.equals(problem);
        problem = text;
        return news;
    }

    int problems() {
        return problem == null ? 0 : 1;
    }

    /** Why the receivers' file can't be used at the moment; null when it can. */
    public @Nullable String problem() {
        return problem;
    }

    /** Who speaks to the outside. */
    public Sender sender() {
        Setup known = setup;
        return known == null ? Sender.STANDARD : known.file().sender();
    }

    /** What is to be done about alarms. */
    public Instructions instructions() {
        Setup known = setup;
        return known == null ? bundled : known.templates().instructions();
    }

    /** How things stand with each receiver. */
    public List<Standing> standings() {
        return standings.get();
    }
}
