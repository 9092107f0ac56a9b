/*
 * compare_state.h - what the parts of a comparison share.
 *
 * Private to src/sema/compare*.c.
 */
#ifndef SEMA_COMPARE_STATE_H
#define SEMA_COMPARE_STATE_H

#include "sema/compare.h"

/* The project at hand; changes are appended to it. */
struct comparing {
    struct arena *arena;
    struct project_change *project;
    const struct span_set *old_unread, *new_unread;
    bool is_whole; /* no block of either side was lost to an error */
};

/* Appends a copy. */
void change_add(struct comparing *c, struct change change);

/* “甲”, 甲·乙, “甲”的乙 in both languages. */
struct bilingual phrase_quoted(struct comparing *c, struct str text);
struct bilingual phrase_joined(struct comparing *c, struct bilingual one,
                               const char *between_chinese, const char *between_english,
                               struct bilingual other);

/* Two texts of a change as they are shown: whole if they are short, else where they differ; in one
 * line, unless nothing but their lines differs. */
void phrase_texts(struct comparing *c, struct change *change, struct str old, struct str new);

/* The values of a field, and a quantity, in both languages; empty for NULL. */
struct bilingual field_phrase(struct comparing *c, const struct field *field);
struct bilingual amount_phrase(struct comparing *c, const struct quantity *quantity);

/*
 * Compares two amounts that are known, of things called `subject`: nothing if they are equal. The
 * difference is given where they are of one dimension.
 */
void compare_amounts(struct comparing *c, struct change change, const struct quantity *old,
                     const struct quantity *new);

/* Compares two targets of an indicator. (compare_parts.c) */
void compare_targets(struct comparing *c, struct bilingual subject, const struct target *old,
                     const struct target *new);

/* Compares the fields of two objects of one block; either may be NULL. `subject` may be empty. */
void compare_objects(struct comparing *c, enum change_area area, struct bilingual subject,
                     const struct object *old, const struct object *new);

/* The parts of a project: compare_funding.c, compare_indicators.c, compare_lines.c. */
void compare_funding(struct comparing *c, const struct project *old, const struct project *new);
void compare_indicators(struct comparing *c, const struct project *old, const struct project *new);
void compare_lines(struct comparing *c, const struct project *old, const struct project *new);

/* Whether every block of the project could be read: only then is something new or gone for sure. */
bool project_is_whole(const struct project *project);

/* Lines with errors, or in a block lost to one, that no change so far says anything of. (compare_unread.c) */
void compare_unread(struct comparing *c, const struct project *old, const struct project *new);
void compare_safeguards(struct comparing *c, const struct project *old, const struct project *new);

#endif
