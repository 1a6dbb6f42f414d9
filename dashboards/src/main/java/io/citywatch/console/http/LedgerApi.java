package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.view.LedgerView;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.ledger.LedgerTotal;
import java.time.Duration;
import java.time.InstantSource;

/** The books: what was accepted, and what became of it. */
final class LedgerApi {
    private static final Duration DEFAULT_SPAN = Duration.ofHours(1);

    private final LedgerView ledger;
    private final InstantSource clock;

    LedgerApi(LedgerView ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** {@code GET /api/ledger}: all, and the minutes of the last hour or from a time on. */
    HttpResponse get(ServiceRequestContext ctx, HttpRequest request) {
        long from = Parameters.time(ctx, "from", clock.millis() - DEFAULT_SPAN.toMillis());
        LedgerTotal total = ledger.total();
        ObjectNode document = sum(Json.object(), total == null ? LedgerSum.ZERO : total.sum());
        document.put("since", total == null ? null : total.since());
        document.put("t", total == null ? null : total.t());
        ArrayNode minutes = document.putArray("minutes");
        for (LedgerMinute minute : ledger.since(from)) {
            sum(minutes.addObject().put("minute", minute.minute()), minute.sum());
        }
        return Json.response(document);
    }

    private static ObjectNode sum(ObjectNode document, LedgerSum sum) {
        return document.put("accepted", sum.accepted())
                .put("stored", sum.stored())
                .put("duplicate", sum.duplicate())
                .put("rejected", sum.rejected())
                .put("difference", sum.difference());
    }
}
