# Runs influxd as long as standard input stays open, and ends with it.
#
#   $1 influxd   $2 its configuration   $3 its log   $4 a lock file, held for as long as influxd lives   $5 seconds to end in
#
# Whoever starts this holds the other end of standard input. When that end closes, because it was closed or because its process
# died, influxd gets TERM, and KILL when the seconds are over. Exit status: influxd's, or 75 if the lock is held.

# Ctrl-C, and a supervisor's TERM, reach all processes of a group at once. The platform ends influxd when it is done with it, and
# if the platform is gone, so is its end of the pipe: no signal may end this watch and leave influxd without it.
trap '' INT HUP TERM

exec 9>"$4"
flock -n 9 || exit 75

# setsid: out of the terminal's reach. nice, as far as it goes: history is worth less than an alarm, and can wait; with
# less, what InfluxDB does during a collection of the JVM's makes all else wait longer for its end. Both become influxd, so $! is
# influxd.
setsid nice -n 19 "$1" run -config "$2" >>"$3" 2>&1 </dev/null &
influxd=$!

exec 3<&0
(
    while read -r _; do :; done <&3
    kill -TERM "$influxd" 2>/dev/null
    tenths=$(($5 * 10))
    while [ "$tenths" -gt 0 ] && kill -0 "$influxd" 2>/dev/null; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -KILL "$influxd" 2>/dev/null
) 9>&- &
watch=$!
exec 3<&-

wait "$influxd"
status=$?
kill -KILL "$watch" 2>/dev/null
wait "$watch" 2>/dev/null
exit "$status"
