package io.citywatch.ingest.connection;

import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.session.Outlet;
import io.citywatch.ingest.session.Sessions.DueWill;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that the handlers of one connection share: whether it has logged in, as whom, and whether and why it is over.
 *
 * <pre>
 *   open ── CONNECT accepted ──► logged in ── end ──► over
 *    └────────── refuse, or the peer is gone ───────────▲
 * </pre>
 *
 * <p>Used on the connection's event loop only, but for the methods of {@link Outlet}.
 */
public final class MqttConnection implements Outlet {
    private static final Logger log = LoggerFactory.getLogger(MqttConnection.class);

    private final Channel channel;
    private final GatewayServices services;
    private final InFlightPublishes inFlight;
    private final ReadGate gate;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Runnable sendWaiting = this::sendWaiting;
    private @Nullable Runnable sender;

    private boolean version5;
    private @Nullable String clientId;
    private @Nullable String toldSource;
    private @Nullable Future<?> loginDeadline;
    private @Nullable Runnable onceLoggedIn;
    private @Nullable Login login;
    private boolean over;

    /** The state of a connection whose channel was just accepted. */
    public MqttConnection(Channel channel, GatewayServices services, PacketMemory packets) {
        this.channel = channel;
        this.services = services;
        this.inFlight = new InFlightPublishes(this, services);
        this.gate = new ReadGate(this, packets);
    }

    /** The channel is open; the client has that long to log in. */
    public void opened(Duration patience) {
        loginDeadline = channel.eventLoop()
                .schedule(() -> refuse(Refusal.CONNECT_TIMEOUT), patience.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> refuse(Refusal.GONE));
    }

    /** Runs the task when the client logs in; called before anything is read from it. */
    public void onceLoggedIn(Runnable task) {
        onceLoggedIn = task;
    }

    GatewayServices services() {
        return services;
    }

    Channel channel() {
        return channel;
    }

    InFlightPublishes inFlight() {
        return inFlight;
    }

    /** The handler that stops and resumes reading. */
    public ReadGate gate() {
        return gate;
    }

    boolean isVersion5() {
        return version5;
    }

    void isVersion5(boolean saysSo) {
        version5 = saysSo;
    }

    /** Whether the connection is over: whatever still arrives is dropped. */
    boolean isOver() {
        return over;
    }

    boolean isLoggedIn() {
        return login != null;
    }

    /** Who is at the other end; only handlers behind the {@link ConnectHandler} may ask. */
    Login login() {
        Login present = login;
        if (present == null) {
            throw new IllegalStateException("the client has not logged in");
        }
        return present;
    }

    /** The CONNECT has come, and named the client so; of a name that is too long to be taken the beginning is noted. */
    void named(String saidClientId) {
        cancelDeadline();
        clientId = ConnectCheck.beginning(saidClientId);
    }

    void loggedIn(Login accepted) {
        login = accepted;
        channel.pipeline().remove(StrangerBytes.NAME);
        Runnable told = onceLoggedIn;
        if (told != null) {
            onceLoggedIn = null;
            told.run();
        }
        services.meters().adder(GatewayMeter.CONNECTIONS).increment();
        services.meters().adder(GatewayMeter.CONNECTS).increment();
        note(ConnectionEvent.Type.CONNECTED, null);
    }

    /** Ends a connection that has not logged in. */
    void refuse(Refusal refusal) {
        refuseAfter(refusal, Duration.ZERO);
    }

    /** Ends a connection that has not logged in, and lets the client wait for the answer. */
    void refuseAfter(Refusal refusal, Duration wait) {
        if (over || isLoggedIn()) {
            return;
        }
        over = true;
        cancelDeadline();
        services.meters().count(GatewayMeter.REFUSED, refusal.text());
        log.atDebug().addKeyValue("reason", refusal.text()).log("refused a connection");
        note(ConnectionEvent.Type.REFUSED, refusal.text());
        if (wait.isZero()) {
            Farewell.refuse(channel, refusal.code(version5));
        } else {
            var unused = channel.eventLoop()
                    .schedule(
                            () -> Farewell.refuse(channel, refusal.code(version5)),
                            wait.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** Ends the connection, after telling a version 5 client why. */
    void end(Ending ending) {
        Login present = login;
        if (over || present == null) {
            return;
        }
        over = true;
        services.meters().adder(GatewayMeter.CONNECTIONS).decrement();
        services.meters().count(GatewayMeter.ENDED, ending.text());
        log.atDebug()
                .addKeyValue("principal", present.principal().userName())
                .addKeyValue("reason", ending.text())
                .log("a connection has ended");
        note(
                ending == Ending.TAKEN_OVER ? ConnectionEvent.Type.TAKEN_OVER : ConnectionEvent.Type.DISCONNECTED,
                ending.text());
        Will will = present.will();
        services.sessions()
                .close(
                        present.session(),
                        this,
                        will != null && ending.publishesWill()
                                ? new DueWill(() -> WillPublisher.publish(will, present, services), will.delaySeconds())
                                : null);
        Farewell.disconnect(channel, version5 ? ending.reasonCode() : null);
    }

    /** What sends the session's waiting messages, on the event loop. */
    void sendWaitingBy(Runnable task) {
        sender = task;
    }

    /** Writes bytes that are packets already. */
    void writePackets(ByteBuf packets) {
        channel.writeAndFlush(packets);
    }

    /** Reads nothing any more; what is under way goes on. From any thread. */
    public void stopReading() {
        channel.eventLoop().execute(() -> gate.close(ReadGate.Reason.SHUTDOWN));
    }

    /** Ends the connection because the server shuts down. From any thread; the future ends with the connection. */
    public ChannelFuture shutDown() {
        channel.eventLoop().execute(() -> {
            end(Ending.SERVER_SHUTTING_DOWN);
            refuse(Refusal.BUSY);
        });
        return channel.closeFuture();
    }

    /** Closes the connection in favour of another if it has not logged in, also one whose refusal waits. From any thread. */
    public void giveWay() {
        channel.eventLoop().execute(() -> {
            refuse(Refusal.GAVE_WAY);
            if (!isLoggedIn()) {
                channel.close();
            }
        });
    }

    /** Ends the connection if its user name is no longer let in. From any thread. */
    public void endIfRevoked() {
        channel.eventLoop().execute(() -> {
            if (isLoggedIn()
                    && services.admission()
                            .credentials()
                            .isRevoked(login().principal().userName())) {
                end(Ending.REVOKED);
            }
        });
    }

    @Override
    public void wake() {
        if (awake.compareAndSet(false, true)) {
            channel.eventLoop().execute(sendWaiting);
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void takenOver() {
        channel.eventLoop().execute(() -> end(Ending.TAKEN_OVER));
    }

    @Override
    public void tooSlow() {
        channel.eventLoop().execute(() -> end(Ending.TOO_SLOW));
    }

    @Override
    public void sendReceived(int packetId) {
        channel.eventLoop().execute(() -> {
            if (!over) {
                inFlight.sendReceived(packetId);
            }
        });
    }

    @Override
    public void logFailed() {
        channel.eventLoop().execute(() -> end(Ending.LOG_FAILED));
    }

    private void cancelDeadline() {
        Future<?> pending = loginDeadline;
        if (pending != null) {
            pending.cancel(false);
            loginDeadline = null;
        }
    }

    private void note(ConnectionEvent.Type type, @Nullable String reason) {
        Login present = login;
        boolean noted = services.uplink()
                .note(new ConnectionEvent(
                        System.currentTimeMillis(),
                        type,
                        present == null ? null : present.principal().userName(),
                        clientId,
                        source(),
                        reason));
        services.meters().count(GatewayMeter.CONNECTION_EVENTS, noted ? "noted" : "left-out");
    }

    /** A balancer says from which address the client has come to it. */
    public void comesFrom(String address) {
        toldSource = address;
    }

    /** The address from which the client comes, without the port. */
    String source() {
        String told = toldSource;
        if (told != null) {
            return told;
        }
        return channel.remoteAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : String.valueOf(channel.remoteAddress());
    }

    private void sendWaiting() {
        // Before sending: what comes after the look wakes the connection anew.
        awake.set(false);
        Runnable present = sender;
        if (present != null && !over) {
            present.run();
        }
    }
}
