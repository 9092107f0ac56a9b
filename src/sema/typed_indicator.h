/*
 * typed_indicator.h - an indicator as a paper form has it, 加装电梯 60台 or 道路长度（公里）：≥3.2, read where the
 * language could make nothing of it.
 *
 * Texts point into the source, or are in the arena of the binder.
 */
#ifndef SEMA_TYPED_INDICATOR_H
#define SEMA_TYPED_INDICATOR_H

#include "sema/bind.h"
#include "syntax/paper_value.h"

/* What stands on a form's line is short; what is longer is no name and target. */
enum { TYPED_LONGEST = 200 /* bytes */ };

/* The line as it is read here. */
struct typed_indicator {
    bool has_colon; /* behind the head */
    struct str
        name; /* in its quotes if it has any; empty if words for a number stand in its place */
    bool is_quoted;
    struct str heading;       /* the unit in parentheses behind a name in quotes; or empty */
    struct str target, right; /* as typed; as the language has it, from its colon or relation on */
    struct str points;        /* of a weight behind it, or empty */
    struct paper_value paper; /* what else there is to say of the target */
    bool is_plain; /* there is no doubt where the name ends, and the target is as typed */
};

/* The bytes of the relation that stands first in the text, in either width; or 0. */
size_t typed_sign(struct str text);

/* Reads the line, which is all that stands behind its head, into `typed`, which is empty; a name in quotes may stand
 * there only behind a colon, or if `is_grouped`: the head stands above it. False if it is none. */
bool typed_read(struct binder *b, struct span head, struct span line, bool is_grouped,
                struct typed_indicator *typed);

/* Whether something of it stands in braces. */
bool typed_needs_block(const struct typed_indicator *typed);

/* The line as it should be, from behind the head on; words in the language of the head. */
struct str typed_right(struct binder *b, struct span head, const struct typed_indicator *typed);

#endif
