package io.citywatch.jobs.alarms.group;

/**
 * All that is remembered of floods.
 *
 * @param news what has not been judged yet, by alarm, onset and what happened: what comes twice stands there once
 * @param candidates what may become part of a flood, by alarm
 * @param members what is part of one, by alarm
 * @param floods the floods, by their group's name
 */
record FloodMemory(
        NamedStore<FoldNews> news,
        NamedStore<FloodCandidate> candidates,
        NamedStore<FloodMember> members,
        NamedStore<Flood> floods) {}
