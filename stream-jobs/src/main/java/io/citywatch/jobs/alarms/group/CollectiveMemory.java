package io.citywatch.jobs.alarms.group;

/**
 * All that is remembered of the alarms of one rule in one district.
 *
 * @param news what has not been judged yet, by alarm, onset and what happened: what comes twice stands there once
 * @param members the onsets of the members' episodes, in milliseconds since 1970 UTC, by alarm: each an entry of its own, since there
 *     may be a hundred thousand
 * @param standing the alarm that stands for them, by its id, while there are any
 */
record CollectiveMemory(NamedStore<CollectiveNews> news, NamedStore<Long> members, NamedStore<Collective> standing) {}
