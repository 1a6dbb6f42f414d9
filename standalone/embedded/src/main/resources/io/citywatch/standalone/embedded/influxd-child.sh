# Runs influxd as long as standard input stays open, and ends with it.
#
#   $1 influxd   $2 its configuration   $3 its log   $4 a lock file, held for as long as influxd lives   $5 seconds to end in
#
# Whoever starts this holds the other end of standard input. When that end closes, because it was closed or because its process
# died, influxd gets TERM, and KILL when the seconds are over. Exit status: influxd's, or 75 if the lock is held.

# Ctrl-C reaches all processes of a terminal at once; the platform ends influxd when it is done with it.
trap '' INT HUP

exec 9>"$4"
flock -n 9 || exit 75

# setsid: out of the terminal's reach. It becomes influxd, so $! is influxd.
setsid "$1" run -config "$2" >>"$3" 2>&1 </dev/null &
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
kill "$watch" 2>/dev/null
exit "$status"
