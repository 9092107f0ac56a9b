/*
 * name_log.h - what the words of one source were taken for.
 *
 * The binder enters each word that it understood, with both names of the thing: so a word can be
 * written in the other language by whoever asks (fmt --words), in whatever block and framework it
 * stands. An author's own names are not entered, nor are further spellings: they stay as they are.
 */
#ifndef SEMA_NAME_LOG_H
#define SEMA_NAME_LOG_H

#include "sema/framework.h"

/* The word, or text, from `start` to `end`. */
struct name_entry {
    uint32_t start, end;
    struct bilingual name;
};

struct name_log {
    struct arena *arena;
    const struct source *source; /* words of other sources are not entered */
    struct name_entry *items;
    size_t count, room;
};

/* Enters a word; `log` is not NULL. */
void name_log_enter(struct name_log *log, struct span span, struct bilingual name);

/* The same for a log that may be NULL, which is when nobody asks. */
static inline void name_log_add(struct name_log *log, struct span span, struct bilingual name)
{
    if (log && span.source == log->source)
        name_log_enter(log, span, name);
}

/* Likewise, but only what is the library's: the unit, kind, scale or grade found in `units`. */
void name_log_enter_unit(struct name_log *log, const struct units *units, struct span span,
                         const struct measure *measure);
static inline void name_log_unit(struct name_log *log, const struct units *units, struct span span,
                                 const struct measure *measure)
{
    if (log)
        name_log_enter_unit(log, units, span, measure);
}
void name_log_kind(struct name_log *log, const struct units *units, struct span span,
                   const struct kind *kind);
void name_log_scale(struct name_log *log, const struct units *units, struct span span,
                    const struct scale *scale);
void name_log_grade(struct name_log *log, const struct units *units, struct span span,
                    const struct grade *grade);

/* Likewise the framework that the text at `span` names, with or without "std/" before it. */
void name_log_framework(struct name_log *log, struct span span, struct str text,
                        struct bilingual framework);

/* Puts the entries in the order of their places; one that was taken for two things is left out. */
void name_log_sort(struct name_log *log);

/* The entry of a word, once they are sorted; or NULL. */
const struct name_entry *name_log_find(const struct name_log *log, uint32_t start, uint32_t end);

#endif
